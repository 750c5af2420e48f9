package dev.docstore.server.web;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.DocStoreException.Details;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes refusals: the one place that turns an exception into an answer's status and body (spec 01
 * §1.2).
 */
@Component
public class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  /** {@code 404 "not found"}, for what no route knows. */
  public static DocStoreException notFound() {
    return DocStoreException.notFound("not found");
  }

  /** {@code 401 "unauthenticated"}. */
  public static DocStoreException unauthenticated() {
    return new DocStoreException(ErrorCode.UNAUTHORIZED, "unauthenticated");
  }

  /** Answers with the exception's status and its body. */
  public void write(HttpServletResponse response, DocStoreException error) throws IOException {
    byte[] body = (Json.write(body(error)) + "\n").getBytes(StandardCharsets.UTF_8);
    response.setStatus(error.status());
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /**
   * Answers 500 with one fixed sentence and the id under which the log has the cause; nothing of
   * the answer that was begun is left.
   */
  void writeUnexpected(HttpServletResponse response, Throwable cause) throws IOException {
    String requestId = UUID.randomUUID().toString();
    LOG.error("request {} failed", requestId, cause);
    response.reset();
    response.setHeader("X-Request-Id", requestId);
    write(
        response,
        cause instanceof DocStoreException ours
            ? ours
            : new DocStoreException(ErrorCode.INTERNAL_ERROR, "internal server error"));
  }

  /** Answers in plain text, as the few endpoints marked <i>text</i> do. */
  public static void writeText(HttpServletResponse response, int status, String message)
      throws IOException {
    byte[] body = (message + "\n").getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setHeader("Content-Type", "text/plain; charset=utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static Map<String, Object> body(DocStoreException error) {
    Map<String, Object> body = new LinkedHashMap<>();
    switch (error.details()) {
      case Details.None() -> envelope(body, error);
      case Details.Problems(var problems) -> {
        envelope(body, error);
        body.put("problems", problems);
      }
      case Details.Conflicts(var conflicts) -> body.put("conflicts", conflicts);
      case Details.Denials(var policies) -> body.put("policies", policies);
    }
    return body;
  }

  private static void envelope(Map<String, Object> body, DocStoreException error) {
    body.put("code", error.code().name());
    body.put("error", error.getMessage());
  }
}
