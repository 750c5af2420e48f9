package dev.docstore.server.issue;

/**
 * What an issue is tied to.
 *
 * @param type {@code proposal} or {@code commit}
 * @param id a proposal's id or a commit's sequence, as written
 */
record Ref(String type, String id) {
  static final String PROPOSAL = "proposal";
  static final String COMMIT = "commit";
}
