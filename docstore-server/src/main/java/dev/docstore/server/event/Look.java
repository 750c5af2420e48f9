package dev.docstore.server.event;

import java.util.List;

/**
 * The log behind a position as one snapshot of the database shows it.
 *
 * @param oldestRunning every transaction with a smaller id has ended
 * @param rows in order of their numbers; perhaps not all there are
 */
record Look(long oldestRunning, List<LoggedEvent> rows) {}
