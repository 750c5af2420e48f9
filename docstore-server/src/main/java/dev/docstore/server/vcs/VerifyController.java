package dev.docstore.server.vcs;

import dev.docstore.common.json.Json;
import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.web.Responds;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Verifies a repo on request of its admins: {@code {"repo", "commits", "documents", "blobs",
 * "damages": [{"kind", …}]}}, an empty list meaning that all is well. Damages are sent as they are
 * found, and blanks while none are, so that a large repo is no silent connection; an answer that
 * does not end is a verification that did not.
 */
@RestController
@RequestMapping("/repos/{repo}/-")
class VerifyController {
  private final ChainCheck check;

  VerifyController(ChainCheck check) {
    this.check = check;
  }

  /** Verifies commits, documents and blobs of a repo. */
  @Responds(
      body = Object.class,
      meaning =
          "`repo`, the numbers of `commits`, `documents` and `blobs`, and `damages`, each with its"
              + " `kind`; none when all is well.")
  @GetMapping("/verify")
  void verify(RepoCaller caller, HttpServletResponse response) throws IOException {
    try {
      Report report = new Report(caller.repo().value(), response);
      check.verify(caller.repoId(), report);
      report.end();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static final class Report implements Findings {
    private static final long SILENCE = Duration.ofSeconds(10).toNanos();

    private final String repo;
    private final HttpServletResponse response;
    private String separator = "";
    private long spoke = System.nanoTime();

    Report(String repo, HttpServletResponse response) {
      this.repo = repo;
      this.response = response;
    }

    @Override
    public void extent(Extent extent) {
      response.setHeader("Content-Type", "application/json");
      send(
          "{\"repo\":%s,\"commits\":%d,\"documents\":%d,\"blobs\":%d,\"damages\":["
              .formatted(Json.write(repo), extent.commits(), extent.documents(), extent.blobs()));
    }

    @Override
    public void damage(Damage damage) {
      send(separator + Json.write(damage));
      separator = ",";
    }

    @Override
    public void alive() {
      if (System.nanoTime() - spoke > SILENCE) {
        send(" ");
        flush();
      }
    }

    void end() {
      send("]}\n");
    }

    private void send(String text) {
      try {
        OutputStream out = response.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        spoke = System.nanoTime();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void flush() {
      try {
        response.flushBuffer();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
