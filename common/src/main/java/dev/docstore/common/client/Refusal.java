package dev.docstore.common.client;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.DocStoreException.Details;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.json.Json;
import dev.docstore.common.wire.Conflict;
import dev.docstore.common.wire.PolicyProblem;
import dev.docstore.common.wire.PolicyResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Makes the exception of an answer that is not a 2xx (spec 04 part B, errors). */
final class Refusal {
  private static final int MAX_BODY = 16 << 20;

  private record Body(
      @Nullable String code,
      @Nullable String error,
      @Nullable List<Conflict> conflicts,
      @Nullable List<PolicyResult> policies,
      @Nullable List<PolicyProblem> problems) {
    static final Body EMPTY = new Body(null, null, null, null, null);
  }

  private Refusal() {}

  /** The message is the server's {@code error} text, or empty where it sent none. */
  static DocStoreException of(Response response) throws IOException {
    int status = response.status();
    Body body = parse(response.body().readNBytes(MAX_BODY));
    if (body.policies() != null && !body.policies().isEmpty()) {
      return DocStoreException.answered(
          ErrorCode.generic(status),
          status,
          "merge policy denial",
          new Details.Denials(body.policies()));
    }
    if (body.conflicts() != null && !body.conflicts().isEmpty()) {
      return DocStoreException.answered(
          ErrorCode.CONFLICT, status, "merge conflict", new Details.Conflicts(body.conflicts()));
    }
    ErrorCode code = body.code() == null ? ErrorCode.generic(status) : ErrorCode.parse(body.code());
    String message = body.error() == null ? "" : body.error();
    Details details =
        body.problems() == null ? new Details.None() : new Details.Problems(body.problems());
    return DocStoreException.answered(code, status, message, details);
  }

  private static Body parse(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (!text.stripLeading().startsWith("{")) {
      return Body.EMPTY;
    }
    try {
      return Json.read(text, Body.class);
    } catch (JacksonException e) {
      return Body.EMPTY;
    }
  }
}
