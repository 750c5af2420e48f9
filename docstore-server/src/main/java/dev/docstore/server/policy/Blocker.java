package dev.docstore.server.policy;

import dev.docstore.common.wire.MergeBlocker;

/** One thing that stands between a branch and its merge (page 00 D4). */
public sealed interface Blocker {
  /** The branch is a draft. */
  record Draft() implements Blocker {}

  /**
   * The branch has ended.
   *
   * @param status {@code merged} or {@code abandoned}
   */
  record Inactive(String status) implements Blocker {}

  /**
   * A path that the branch and main changed, neither side's way.
   *
   * @param clash as in a merge's answer: {@code content}, {@code binary}, …
   */
  record Conflicting(String path, String clash) implements Blocker {}

  /** A policy says no. */
  record Denied(String policy, String reason) implements Blocker {}

  /** A policy gave no verdict; that counts as no (page 00 D1). */
  record Failed(String policy, String why) implements Blocker {}

  /** A policy on main does not compile; nothing merges until it does (page 00 D1). */
  record Invalid(String path, int line, String message) implements Blocker {}

  /** The word that stands for its kind on the wire. */
  default String kind() {
    return switch (this) {
      case Draft() -> "draft";
      case Inactive _ -> "inactive";
      case Conflicting _ -> "conflict";
      case Denied _ -> "policy";
      case Failed _ -> "policy_error";
      case Invalid _ -> "policy_invalid";
    };
  }

  /** What it is, in a line for a person. */
  default String message() {
    return switch (this) {
      case Draft() -> "branch is in draft state";
      case Inactive(String status) -> "branch is " + status;
      case Conflicting(String path, String clash) -> path + " was changed on both sides: " + clash;
      case Denied(String policy, String reason) -> policy + ": " + reason;
      case Failed(String policy, String why) -> policy + " failed: " + why;
      case Invalid(String path, int line, String message) -> path + ":" + line + ": " + message;
    };
  }

  /** As answers carry it. */
  default MergeBlocker toWire() {
    return new MergeBlocker(kind(), message());
  }
}
