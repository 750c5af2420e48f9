package dev.docstore.common.event;

/**
 * What became of a repository's secret (spec 02 §12.1). It is filed under the repo (page 00 C7) and
 * never tells a value.
 */
public sealed interface SecretEvent extends Event {
  /** The repository's full name. */
  String repo();

  /** The secret's name. */
  String name();

  /** The type without what every type begins with. */
  default String shortType() {
    return switch (this) {
      case Created _ -> "secret.created";
      case Updated _ -> "secret.updated";
      case Deleted _ -> "secret.deleted";
      case Accessed _ -> "secret.accessed";
    };
  }

  /** A secret was set that was not there before. */
  record Created(String repo, String name, String id, int sizeBytes, String actor)
      implements SecretEvent {}

  /** A secret got another value. */
  record Updated(String repo, String name, String id, int sizeBytes, String actor)
      implements SecretEvent {}

  /** A secret was deleted. */
  record Deleted(String repo, String name, String id, String actor) implements SecretEvent {}

  /** A CI job was given a secret. */
  record Accessed(String repo, String name, String jobId, long sequence, String branch)
      implements SecretEvent {}
}
