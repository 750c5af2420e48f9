package dev.docstore.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the contract reads it (spec 01 §1.1, §1.3, §1.5): under its {@link CanonicalPath},
 * its body JSON whatever it calls itself, its parameters those of the {@link Query} only. The
 * container would take a form apart, and fail for a broken escape.
 */
final class CanonicalRequest extends HttpServletRequestWrapper {
  private static final String JSON = "application/json";
  private static final String MULTIPART = "multipart/";

  private final String path;
  private final boolean json;

  CanonicalRequest(HttpServletRequest request, String path) {
    super(request);
    this.path = path;
    String type = request.getContentType();
    this.json =
        !path.startsWith("/ui/")
            && (type == null || !type.regionMatches(true, 0, MULTIPART, 0, MULTIPART.length()));
  }

  /** No route has OPTIONS; under its own name frameworks would answer it by themselves. */
  @Override
  public String getMethod() {
    String method = super.getMethod();
    return method.equals("OPTIONS") ? "OPTIONS-REFUSED" : method;
  }

  @Override
  public @Nullable String getContentType() {
    return json ? JSON : super.getContentType();
  }

  @Override
  public @Nullable String getHeader(String name) {
    return json && name.equalsIgnoreCase("Content-Type") ? JSON : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return json && name.equalsIgnoreCase("Content-Type")
        ? Collections.enumeration(List.of(JSON))
        : super.getHeaders(name);
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return json ? Query.parse(getQueryString()).parameters() : super.getParameterMap();
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = getParameterValues(name);
    return values == null ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return getParameterMap().get(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(getParameterMap().keySet());
  }

  @Override
  public String getRequestURI() {
    return path;
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer(path);
  }

  @Override
  public String getServletPath() {
    return path;
  }
}
