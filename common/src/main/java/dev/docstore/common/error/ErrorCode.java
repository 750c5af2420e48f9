package dev.docstore.common.error;

/**
 * Every error code of the API with its HTTP status (spec 01 §1.2, page 00 H10). The wire name is
 * {@link #name()}.
 *
 * <p>The server's error handler writes these, the client library throws them, and the command
 * line's advice is keyed by them. A code that this version does not know parses to {@link
 * #UNKNOWN}.
 */
public enum ErrorCode {
  BAD_REQUEST(400),
  UNAUTHORIZED(401),
  FORBIDDEN(403),
  NOT_FOUND(404),
  REPO_NOT_FOUND(404),
  BRANCH_NOT_FOUND(404),
  ORG_NOT_FOUND(404),
  INVITE_NOT_FOUND(404),
  RELEASE_NOT_FOUND(404),
  PROPOSAL_NOT_FOUND(404),
  ISSUE_NOT_FOUND(404),
  COMMENT_NOT_FOUND(404),
  ROLE_NOT_FOUND(404),
  SUBSCRIPTION_NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  REQUEST_TIMEOUT(408),
  CONFLICT(409),
  BRANCH_EXISTS(409),
  REPO_EXISTS(409),
  ORG_EXISTS(409),
  BRANCH_NOT_ACTIVE(409),
  BRANCH_DRAFT(409),
  PROPOSAL_EXISTS(409),
  GONE(410),
  PRECONDITION_FAILED(412),
  PAYLOAD_TOO_LARGE(413),
  RANGE_NOT_SATISFIABLE(416),
  POLICY_INVALID(422),
  IDEMPOTENCY_MISMATCH(422),
  REQUEST_HEADERS_TOO_LARGE(431),
  INTERNAL_ERROR(500),
  NOT_IMPLEMENTED(501),
  SERVICE_UNAVAILABLE(503),
  /** A code or status of tomorrow, or an answer without the error envelope. */
  UNKNOWN(0);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  /** The HTTP status that belongs to this code; 0 for {@link #UNKNOWN}. */
  public int status() {
    return status;
  }

  /** The code with that wire name, or {@link #UNKNOWN}. */
  public static ErrorCode parse(String wireName) {
    for (ErrorCode code : values()) {
      if (code.name().equals(wireName)) {
        return code;
      }
    }
    return UNKNOWN;
  }

  /** The generic code of a status: the first of the table with it, or {@link #UNKNOWN}. */
  public static ErrorCode generic(int status) {
    for (ErrorCode code : values()) {
      if (code.status == status) {
        return code;
      }
    }
    return UNKNOWN;
  }
}
