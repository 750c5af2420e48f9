package dev.docstore.ci.worker;

import dev.docstore.common.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Hands logs to the server, which keeps them where it is told (spec 03 §16.3): so a worker holds no
 * credential for a bucket.
 */
record ServerLogs(DocStore docstore) implements LogStore {
  private record Stored(String url) {}

  @Override
  public String put(String check, Path log) throws IOException, InterruptedException {
    try {
      Http.Answer answer = docstore.upload("check/" + Urls.segment(check) + "/logs", log);
      if (answer.status() != 200) {
        throw new IOException("unexpected status " + answer.status() + ": " + answer.text());
      }
      return Json.read(new String(answer.body(), StandardCharsets.UTF_8), Stored.class).url();
    } catch (JobFailedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
