package dev.docstore.server.vcs;

import dev.docstore.common.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers a JSON array of as many entries as were asked for, however many that are (spec 01 §1.5
 * knows no maximum): it is read and sent page by page, so that memory is bounded by one page.
 */
final class PagedAnswer {
  static final int PAGE = 1000;

  /** Where the entries come from. */
  interface Source<T> {
    /** At most so many entries after that one; null means from the first on. */
    List<T> after(@Nullable T last, int limit);
  }

  private PagedAnswer() {}

  static <T> void write(HttpServletResponse response, int limit, Source<T> source)
      throws IOException {
    write(response, limit, PAGE, source);
  }

  /** As above, holding no more than so many entries at once. */
  static <T> void write(HttpServletResponse response, int limit, int atOnce, Source<T> source)
      throws IOException {
    // Before anything is written: this may still be refused.
    List<T> page = source.after(null, Math.min(limit, atOnce));
    response.setHeader("Content-Type", "application/json");
    OutputStream out = response.getOutputStream();
    String separator = "[";
    int written = 0;
    while (!page.isEmpty()) {
      for (T entry : page) {
        out.write((separator + Json.write(entry)).getBytes(StandardCharsets.UTF_8));
        separator = ",";
      }
      written += page.size();
      page =
          page.size() < atOnce || written == limit
              ? List.of()
              : source.after(page.getLast(), Math.min(limit - written, atOnce));
    }
    out.write((separator.equals("[") ? "[]\n" : "]\n").getBytes(StandardCharsets.UTF_8));
  }
}
