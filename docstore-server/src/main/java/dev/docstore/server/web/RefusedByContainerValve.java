package dev.docstore.server.web;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import dev.docstore.common.http.CleanPath;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Answers in the contract's words for what the container itself refuses (spec 01 §1.3, §1.4):
 * requests, paths and headers that it cannot read, and the methods TRACE and CONNECT. It has marked
 * them as failed before it knows of any filter.
 */
final class RefusedByContainerValve extends ValveBase {
  private final Errors errors;

  RefusedByContainerValve(Errors errors) {
    super(true);
    this.errors = errors;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (!response.isErrorReportRequired()) {
      getNext().invoke(request, response);
      return;
    }
    boolean method = response.getStatus() == 405 || "CONNECT".equals(request.getMethod());
    String allow = response.getHeader("Allow");
    // Set where the request could be read no further than a header.
    Object unreadable = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    response.setErrorReported();
    response.setSuspended(false);
    response.reset();
    // Nothing is left to report, but the access log takes no request that no context knows
    // unless it failed.
    response.setError();
    response.setErrorReported();
    if (method) {
      response.setHeader("Allow", allow);
      Errors.writeText(response, 405, "Method Not Allowed");
    } else if (unreadable instanceof Exception problem
        && (request.getRequestURI() != null || isTooLarge(problem))) {
      response.setHeader("Connection", "close");
      errors.write(response, badHeader(problem));
    } else {
      answer(request.getRequestURI(), request.getQueryString(), response);
    }
  }

  /** The path is null when the request line itself could not be read. */
  private void answer(@Nullable String path, @Nullable String query, HttpServletResponse response)
      throws IOException {
    if (path == null || !CanonicalPath.hasSoundEscapes(path)) {
      malformed(response);
      return;
    }
    String clean = CleanPath.of(path);
    if (!clean.equals(path)) {
      PathFilter.redirect(response, clean, query);
    } else {
      // The escapes hide what is no text: such a path names nothing.
      errors.write(response, Errors.notFound());
    }
  }

  private static DocStoreException badHeader(Exception problem) {
    return isTooLarge(problem)
        ? new DocStoreException(
            ErrorCode.REQUEST_HEADERS_TOO_LARGE, "the request's header is longer than 64 KiB")
        : DocStoreException.badRequest("the request's header cannot be read");
  }

  private static boolean isTooLarge(Exception problem) {
    return String.valueOf(problem.getMessage()).contains("too large");
  }

  private static void malformed(HttpServletResponse response) throws IOException {
    response.setStatus(400);
    response.setHeader("Content-Type", "text/plain; charset=utf-8");
    response.setHeader("Connection", "close");
    response.getOutputStream().write("400 Bad Request".getBytes(StandardCharsets.US_ASCII));
  }
}
