package dev.docstore.server.review;

import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.access.Role;
import dev.docstore.server.identity.Caller;
import java.util.Locale;

/**
 * Who says how a check went.
 *
 * @param name as recorded: an identity, or a job token's subject
 */
record Reporter(String name, Kind kind) {
  /** Whose word it is; the database's {@code check_reporter}. */
  enum Kind {
    PERSON,
    JOB,
    SERVICE,
    SYSTEM;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The server itself, which asks for a check to run again. */
  static final Reporter SYSTEM = new Reporter("system", Kind.SYSTEM);

  static Reporter of(RepoCaller caller) {
    return switch (caller.caller()) {
      case Caller.Job job -> new Reporter(job.subject(), Kind.JOB);
      // Only our own services get here without the writer role.
      case Caller.Person person ->
          new Reporter(
              person.identity(), caller.role().atLeast(Role.WRITER) ? Kind.PERSON : Kind.SERVICE);
    };
  }
}
