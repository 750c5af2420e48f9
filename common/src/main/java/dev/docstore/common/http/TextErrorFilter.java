package dev.docstore.common.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a servlet application the error conventions of spec 03 §0: one line of text with {@code
 * nosniff}, the pinned 404 and 405, and a 307 for a path that is not clean.
 *
 * <p>Whatever else a handler throws is a 500 with one fixed sentence; its cause is logged here and
 * nowhere else.
 */
public final class TextErrorFilter implements Filter {
  private static final Logger LOG = LoggerFactory.getLogger(TextErrorFilter.class);

  @Override
  public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
      throws IOException {
    HttpServletRequest request = (HttpServletRequest) in;
    HttpServletResponse response = (HttpServletResponse) out;
    String clean = CleanPath.of(request.getRequestURI());
    if (!clean.equals(request.getRequestURI())) {
      redirect(request, response, clean);
      return;
    }
    try {
      chain.doFilter(new PlainMethod(request), new TextResponse(response));
    } catch (ServletException | RuntimeException e) {
      answer(request, response, e);
    }
  }

  private static void redirect(
      HttpServletRequest request, HttpServletResponse response, String path) {
    String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
    response.setStatus(307);
    response.setHeader("Location", path + query);
  }

  private static void answer(HttpServletRequest request, HttpServletResponse response, Exception e)
      throws IOException {
    TextError error = find(e);
    if (error.status() >= 500 && error.getCause() != null) {
      LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), error.getCause());
    }
    if (response.isCommitted()) {
      // Too late for a status: breaking the stream is the only honest sign left.
      throw new IOException("answer cut short", e);
    }
    response.reset();
    write(response, error.status(), error.getMessage());
  }

  private static TextError find(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof TextError error) {
        return error;
      }
    }
    return TextError.internal(thrown);
  }

  private static void write(HttpServletResponse response, int status, String message)
      throws IOException {
    byte[] body = (message + "\n").getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("text/plain; charset=utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Keeps frameworks from answering OPTIONS by themselves: no route of ours has it. */
  private static final class PlainMethod extends HttpServletRequestWrapper {
    PlainMethod(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getMethod() {
      String method = super.getMethod();
      return method.equals("OPTIONS") ? "OPTIONS-REFUSED" : method;
    }
  }

  /** Answers what a framework reports by {@code sendError} in our words. */
  private static final class TextResponse extends HttpServletResponseWrapper {
    TextResponse(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void sendError(int status) throws IOException {
      sendError(status, "");
    }

    @Override
    public void sendError(int status, String message) throws IOException {
      if ("GET".equals(getHeader("Allow"))) {
        setHeader("Allow", "GET, HEAD");
      }
      write(
          (HttpServletResponse) getResponse(),
          status,
          switch (status) {
            case 404 -> "404 page not found";
            case 405 -> "Method Not Allowed";
            case 500 -> "internal error";
            default -> "bad request";
          });
    }
  }
}
