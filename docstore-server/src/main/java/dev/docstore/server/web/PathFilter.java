package dev.docstore.server.web;

import dev.docstore.common.http.CleanPath;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Redirects unclean paths and gives everything after it the {@link CanonicalPath}. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class PathFilter extends OncePerRequestFilter {
  private final Errors errors;

  PathFilter(Errors errors) {
    this.errors = errors;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String raw = request.getRequestURI();
    String clean = CleanPath.of(raw);
    if (!clean.equals(raw)) {
      redirect(response, clean, request.getQueryString());
      return;
    }
    Optional<String> canonical = CanonicalPath.of(request.getMethod(), raw);
    if (canonical.isEmpty()) {
      errors.write(response, Errors.notFound());
      return;
    }
    try {
      chain.doFilter(new CanonicalRequest(request, canonical.get()), response);
    } catch (ServletException | RuntimeException e) {
      // What failed outside the controllers: their own failures do not come this far.
      if (response.isCommitted()) {
        throw e;
      }
      errors.writeUnexpected(response, e);
    }
  }

  /** 307, for every method. */
  static void redirect(HttpServletResponse response, String path, @Nullable String query) {
    response.setStatus(HttpServletResponse.SC_TEMPORARY_REDIRECT);
    response.setHeader("Location", path + (query == null ? "" : "?" + query));
  }
}
