package dev.docstore.server.web;

import dev.docstore.common.http.CleanPath;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Answers in the contract's words for what the container itself refuses (spec 01 §1.3, §1.4): paths
 * that it cannot read, and the method TRACE. It has marked them as failed before it knows of any
 * filter.
 */
final class RefusedByContainerValve extends ValveBase {
  private final Errors errors;

  RefusedByContainerValve(Errors errors) {
    super(true);
    this.errors = errors;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    int status = response.getStatus();
    if (!response.isErrorReportRequired() || (status != 400 && status != 405)) {
      getNext().invoke(request, response);
      return;
    }
    String allow = response.getHeader("Allow");
    response.setErrorReported();
    response.setSuspended(false);
    response.reset();
    if (status == 405) {
      response.setHeader("Allow", allow);
      Errors.writeText(response, 405, "Method Not Allowed");
    } else {
      answer(request.getRequestURI(), request.getQueryString(), response);
    }
  }

  private void answer(String path, @Nullable String query, HttpServletResponse response)
      throws IOException {
    String clean = CleanPath.of(path);
    if (!CanonicalPath.hasSoundEscapes(path)) {
      malformed(response);
    } else if (!clean.equals(path)) {
      PathFilter.redirect(response, clean, query);
    } else {
      // The escapes hide what is no text: such a path names nothing.
      errors.write(response, Errors.notFound());
    }
  }

  private static void malformed(HttpServletResponse response) throws IOException {
    response.setStatus(400);
    response.setHeader("Content-Type", "text/plain; charset=utf-8");
    response.setHeader("Connection", "close");
    response.getOutputStream().write("400 Bad Request".getBytes(StandardCharsets.US_ASCII));
  }
}
