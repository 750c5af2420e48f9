package dev.docstore.server.vcs;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * One thing that {@link ChainCheck} found wrong with a repo. Written as JSON with its {@code kind}
 * first. Hashes are SHA-256 in hex; {@code expected} is what everything else in the repo implies,
 * {@code stored} or {@code actual} what is there.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
sealed interface Damage {
  /** Sequences that were given out, are not there, and were not purged; both ends included. */
  @JsonTypeName("commits_missing")
  record CommitsMissing(long first, long last) implements Damage {}

  /** The repo's counter lies behind its commits: the next commit would take a number again. */
  @JsonTypeName("counter_behind")
  record CounterBehind(long expected, long stored) implements Damage {}

  /** A commit says something else than what its hash was made of. */
  @JsonTypeName("commit_hash_mismatch")
  record CommitHashMismatch(long sequence, String branch, String expected, String stored)
      implements Damage {}

  /** A commit names a base that is no commit of main before it, or that went back. */
  @JsonTypeName("commit_base_wrong")
  record CommitBaseWrong(long sequence, String branch, long stored) implements Damage {}

  /** A branch's head is not its latest commit, or its base when it has none. */
  @JsonTypeName("branch_head_wrong")
  record BranchHeadWrong(String branch, long expected, long stored) implements Damage {}

  /** A branch does not remember the hash of its latest commit; empty means none. */
  @JsonTypeName("branch_hash_wrong")
  record BranchHashWrong(String branch, String expected, String stored) implements Damage {}

  /** A branch's base is not that of its latest commit, or no commit of main. */
  @JsonTypeName("branch_base_wrong")
  record BranchBaseWrong(String branch, long stored) implements Damage {}

  /** A file change belongs to a commit of another branch. */
  @JsonTypeName("change_stray")
  record ChangeStray(long sequence, String branch, String path) implements Damage {}

  /** A file change ends at another sequence than the next change of its path, or a rebase, says. */
  @JsonTypeName("lifetime_wrong")
  record LifetimeWrong(long sequence, String branch, String path, long expected, long stored)
      implements Damage {}

  /** A file change names a version that does not exist. */
  @JsonTypeName("document_missing")
  record DocumentMissing(long sequence, String branch, String path, String versionId)
      implements Damage {}

  /** A file change names a version with another hash than its own; empty means no version. */
  @JsonTypeName("version_mismatch")
  record VersionMismatch(long sequence, String branch, String path, String expected, String stored)
      implements Damage {}

  /** The bytes of a document are not those that its hash and size tell of. */
  @JsonTypeName("document_mismatch")
  record DocumentMismatch(
      String versionId, String expected, String actual, long expectedSize, long actualSize)
      implements Damage {}

  /** The blob store has nothing under the hash of a document. */
  @JsonTypeName("blob_missing")
  record BlobMissing(String versionId, String hash) implements Damage {}

  /** The blob store has other bytes under the hash of a document. */
  @JsonTypeName("blob_mismatch")
  record BlobMismatch(
      String versionId, String expected, String actual, long expectedSize, long actualSize)
      implements Damage {}
}
