package dev.docstore.ci.worker;

import dev.docstore.common.ciyaml.Check;
import java.util.Optional;

/**
 * A check that is over and reported.
 *
 * @param logUrl where its log is kept, if it could be stored
 */
record CheckResult(Check check, CheckStatus status, Optional<String> logUrl) {}
