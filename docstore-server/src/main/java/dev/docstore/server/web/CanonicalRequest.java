package dev.docstore.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the contract reads it (spec 01 §1.1, §1.3, §1.5): under its {@link CanonicalPath},
 * its body JSON whatever it calls itself (a multipart commit apart), its parameters those of the
 * {@link Query} only. The container would take a form apart, and fail for a broken escape.
 */
final class CanonicalRequest extends HttpServletRequestWrapper {
  /** What a multipart request calls itself, with its boundary: this attribute has it. */
  static final String MULTIPART_TYPE = CanonicalRequest.class.getName() + ".multipart";

  private static final String JSON = "application/json";
  private static final String MULTIPART = "multipart/form-data";

  private final String path;
  private final boolean ui;
  private final String type;

  CanonicalRequest(HttpServletRequest request, String path) {
    super(request);
    this.path = path;
    this.ui = path.startsWith("/ui/");
    String given = request.getContentType();
    boolean multipart =
        path.endsWith("/-/commit")
            && given != null
            && given.regionMatches(true, 0, MULTIPART, 0, MULTIPART.length());
    this.type = multipart ? MULTIPART : JSON;
    if (multipart) {
      request.setAttribute(MULTIPART_TYPE, given);
    }
  }

  /**
   * No route has OPTIONS, and the bare path of a repo has no HEAD; under their own names frameworks
   * would answer them by themselves.
   */
  @Override
  public String getMethod() {
    String method = super.getMethod();
    boolean refused =
        method.equals("OPTIONS")
            || (method.equals("HEAD") && path.startsWith("/repos/") && !path.contains("/-/"));
    return refused ? method + "-REFUSED" : method;
  }

  @Override
  public @Nullable String getContentType() {
    return ui ? super.getContentType() : type;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return !ui && name.equalsIgnoreCase("Content-Type") ? type : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return !ui && name.equalsIgnoreCase("Content-Type")
        ? Collections.enumeration(List.of(type))
        : super.getHeaders(name);
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return ui ? super.getParameterMap() : Query.parse(getQueryString()).parameters();
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

  /** Answers have one language, and the container fails for a header that names too many. */
  @Override
  public Locale getLocale() {
    return Locale.ENGLISH;
  }

  @Override
  public Enumeration<Locale> getLocales() {
    return Collections.enumeration(List.of(Locale.ENGLISH));
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
