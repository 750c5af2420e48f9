package dev.docstore.server.web;

import dev.docstore.common.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A read that its client may have made before (page 00 B17): compares {@code If-None-Match} (a
 * list, {@code *}, strong and weak tags alike) and answers 304, or sets {@code ETag} and {@code
 * Cache-Control}. Controllers take it as an argument.
 *
 * <p>Every answer is {@code private}: who may read it is asked anew for each reader. What is
 * immutable may be kept for a year, all else is to be asked for again.
 */
public final class Conditional {
  private static final String IMMUTABLE = "private, max-age=31536000, immutable";
  private static final String REVALIDATE = "private, no-cache";
  private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

  private final List<String> known;
  private final HttpServletResponse response;

  Conditional(HttpServletRequest request, HttpServletResponse response) {
    this.known = Collections.list(request.getHeaders("If-None-Match"));
    this.response = response;
  }

  /**
   * The body; or null after answering 304. It is computed only when the client does not have it;
   * what it throws carries no tag.
   */
  public <T> @Nullable T answer(Validity validity, Supplier<T> body) {
    if (isKnown(validity.tag())) {
      describe(validity, true);
      return null;
    }
    T value = body.get();
    return notModified(validity) ? null : value;
  }

  /** As {@link #answer}, for what has no version of its own: the tag is that of the body. */
  public <T> @Nullable T answer(T body) {
    Validity validity = Validity.of(false, Json.write(body));
    return notModified(validity) ? null : body;
  }

  /**
   * Sets the headers of an answer that is there to be sent; true when it was answered with 304 and
   * there is nothing to send.
   */
  public boolean notModified(Validity validity) {
    boolean known = isKnown(validity.tag()) || this.known.stream().anyMatch(Conditional::isAny);
    describe(validity, known);
    return known;
  }

  private void describe(Validity validity, boolean notModified) {
    response.setHeader("ETag", validity.tag().value());
    response.setHeader("Cache-Control", validity.immutable() ? IMMUTABLE : REVALIDATE);
    if (notModified) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    }
  }

  private static boolean isAny(String header) {
    return header.strip().equals("*");
  }

  /** Whether the client says that it has this very state. */
  public boolean isKnown(ETag tag) {
    for (String header : known) {
      Matcher tags = TAG.matcher(header);
      while (tags.find()) {
        if (tags.group(1).equals(tag.value())) {
          return true;
        }
      }
    }
    return false;
  }
}
