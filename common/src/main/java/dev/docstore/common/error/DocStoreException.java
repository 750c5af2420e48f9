package dev.docstore.common.error;

import dev.docstore.common.wire.Conflict;
import dev.docstore.common.wire.PolicyProblem;
import dev.docstore.common.wire.PolicyResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that the caller may see: the server throws it to answer, the client library throws it
 * for an answer it got.
 *
 * <p>The message is for the person who asked and goes over the wire; a cause is for the log only.
 * Anything that is not this type is a 500 with one fixed sentence.
 */
public final class DocStoreException extends RuntimeException {
  /** What an answer carries beside code and message. */
  public sealed interface Details {
    /** Nothing more: the plain error envelope. */
    record None() implements Details {}

    /** The paths that stand in the way of a merge or rebase (spec 01 §11.3). */
    record Conflicts(List<Conflict> conflicts) implements Details {}

    /** The failing policies of a merge (spec 02 §7.8). */
    record Denials(List<PolicyResult> policies) implements Details {}

    /** Why the policies that a commit or merge would leave do not compile (page 00 D2). */
    record Problems(List<PolicyProblem> problems) implements Details {}
  }

  private final ErrorCode code;
  private final int status;
  private final transient Details details;

  private DocStoreException(
      ErrorCode code, int status, String message, Details details, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.status = status;
    this.details = details;
  }

  public DocStoreException(ErrorCode code, String message) {
    this(code, code.status(), message, new Details.None(), null);
  }

  /** With a cause for the log. */
  public DocStoreException(ErrorCode code, String message, Throwable cause) {
    this(code, code.status(), message, new Details.None(), cause);
  }

  /** An answer with these conflicts: 409. */
  public static DocStoreException conflicts(List<Conflict> conflicts) {
    return new DocStoreException(
        ErrorCode.CONFLICT,
        409,
        "merge conflict",
        new Details.Conflicts(List.copyOf(conflicts)),
        null);
  }

  /** An answer with these failing policies: 403. */
  public static DocStoreException denied(List<PolicyResult> policies) {
    return new DocStoreException(
        ErrorCode.FORBIDDEN,
        403,
        "merge policy denial",
        new Details.Denials(List.copyOf(policies)),
        null);
  }

  /** An answer with these problems, of which the message names the first: 422. */
  public static DocStoreException policyInvalid(List<PolicyProblem> problems) {
    PolicyProblem first = problems.getFirst();
    String others = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
    return new DocStoreException(
        ErrorCode.POLICY_INVALID,
        422,
        "policy does not compile: %s:%d: %s%s"
            .formatted(first.path(), first.line(), first.message(), others),
        new Details.Problems(List.copyOf(problems)),
        null);
  }

  /** What a client makes of an answer: a known or unknown code with the status that really came. */
  public static DocStoreException answered(
      ErrorCode code, int status, String message, Details details) {
    return new DocStoreException(code, status, message, details, null);
  }

  public static DocStoreException badRequest(String message) {
    return new DocStoreException(ErrorCode.BAD_REQUEST, message);
  }

  /**
   * Refuses with 400 when there is a problem: what {@link dev.docstore.common.name.Names} finds.
   *
   * @throws DocStoreException with the problem as its message
   */
  public static void refuseFor(Optional<String> problem) {
    if (problem.isPresent()) {
      throw badRequest(problem.get());
    }
  }

  public static DocStoreException forbidden(String message) {
    return new DocStoreException(ErrorCode.FORBIDDEN, message);
  }

  public static DocStoreException notFound(String message) {
    return new DocStoreException(ErrorCode.NOT_FOUND, message);
  }

  public static DocStoreException repoNotFound() {
    return new DocStoreException(ErrorCode.REPO_NOT_FOUND, "repo not found");
  }

  public static DocStoreException branchNotFound() {
    return new DocStoreException(ErrorCode.BRANCH_NOT_FOUND, "branch not found");
  }

  public ErrorCode code() {
    return code;
  }

  /** The HTTP status; that of the code unless the answer came with an unknown code. */
  public int status() {
    return status;
  }

  public Details details() {
    return details;
  }

  /** Never null here: every constructor takes a message. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
