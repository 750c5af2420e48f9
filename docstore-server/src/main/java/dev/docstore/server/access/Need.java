package dev.docstore.server.access;

/** What a route asks of its caller. */
public sealed interface Need {
  /** Anybody, without signing in. */
  record Nothing() implements Need {}

  /** A credential that the handler itself judges: a request token or a signed URL, never a user. */
  record OwnCredential() implements Need {}

  /** Anybody who is signed in; the handler shows only what the caller may see. */
  record SignedIn() implements Need {}

  /** At least this role in the repo of the path. */
  record RepoRole(Role role) implements Need {}

  /** A CI job of the repo of the path; no person, whatever their role. */
  record OwnJob() implements Need {}

  /** The configured global admin. */
  record GlobalAdmin() implements Need {}

  /** Refused to every role: no such thing may be done. */
  record Nobody() implements Need {}
}
