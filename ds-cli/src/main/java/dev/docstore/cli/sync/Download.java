package dev.docstore.cli.sync;

import dev.docstore.cli.console.Failure;
import dev.docstore.cli.workspace.LocalFile;
import dev.docstore.common.client.NoAnswerException;
import dev.docstore.common.client.RepoClient;
import dev.docstore.common.client.Response;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.json.Json;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.wire.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.core.JacksonException;

/**
 * Collects contents in the staging directory, each under its SHA-256, so that what is there is
 * right and an interrupted sync goes on where it ended.
 */
final class Download {
  private static final int AT_A_TIME = 4;

  private final RepoClient repo;
  private final Target target;
  private final Path staging;
  private final AtomicLong parts = new AtomicLong();

  Download(RepoClient repo, Target target, Path staging) {
    this.repo = repo;
    this.target = target;
    this.staging = staging;
  }

  /** Where a content lies once it was fetched. */
  static Path staged(Path staging, String hash) {
    return staging.resolve(hash);
  }

  /**
   * Takes the wanted contents out of the branch's archive.
   *
   * @return how many files the archive held; 0 when the server offers none
   */
  int archive(Set<String> wanted) throws IOException {
    try (Response response = repo.archive(target.branch(), target.sequence());
        TarArchiveInputStream tar = new TarArchiveInputStream(response.body(), "UTF-8")) {
      int count = 0;
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (!entry.isDirectory()) {
          keep(tar, wanted);
          count++;
        }
      }
      return count;
    } catch (DocStoreException e) {
      if (e.status() == 404) {
        return 0;
      }
      if (e.status() == 401) {
        throw e;
      }
      throw Failure.of("archive: unexpected status " + e.status());
    } catch (NoAnswerException e) {
      throw Failure.of("fetching archive: " + e.reason());
    } catch (IOException e) {
      throw Failure.of("reading archive: " + e.getMessage());
    }
  }

  private void keep(InputStream content, Set<String> wanted) throws IOException {
    Path temporary = temporary();
    String hash = write(content, temporary);
    if (wanted.contains(hash)) {
      Files.move(temporary, staged(staging, hash), StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(temporary);
    }
  }

  /** Fetches what is not staged yet, a few at a time. */
  void files(Map<String, String> pathByHash) throws IOException {
    List<Future<?>> running = new ArrayList<>();
    ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory());
    try {
      for (Map.Entry<String, String> content : pathByHash.entrySet()) {
        if (!isStaged(content.getKey())) {
          running.add(
              workers.submit(
                  () -> {
                    fetch(content.getValue(), content.getKey());
                    return content;
                  }));
        }
      }
      for (Future<?> one : running) {
        await(one);
      }
    } finally {
      // After a failure nothing new begins, but what is on its way arrives and need not come again.
      running.forEach(one -> one.cancel(false));
      workers.close();
    }
  }

  private boolean isStaged(String hash) throws IOException {
    Path file = staged(staging, hash);
    return Files.isRegularFile(file) && LocalFile.hash(file).equals(hash);
  }

  private void fetch(String path, String hash) throws IOException {
    Path temporary = temporary();
    try (Response response = repo.rawFile(path, target.branch(), target.sequence())) {
      String got = write(response.body(), temporary);
      boolean json = response.header("content-type").orElse("").startsWith("application/json");
      if (!got.equals(hash) && json) {
        got = unwrap(temporary);
      }
      if (!got.equals(hash)) {
        throw Failure.of(
            "fetching "
                + path
                + ": the server sent other content than it promised (expected "
                + hash
                + ", got "
                + got
                + ")");
      }
      Files.move(temporary, staged(staging, hash), StandardCopyOption.REPLACE_EXISTING);
    } catch (NoAnswerException e) {
      throw Failure.of("fetching " + path + ": " + e.reason());
    }
  }

  /** A server that does not know the raw form answers with the JSON form all the same. */
  private static String unwrap(Path file) throws IOException {
    byte[] content;
    try {
      content = Json.read(Files.readString(file), FileContent.class).content();
    } catch (JacksonException e) {
      return LocalFile.hash(file);
    }
    Files.write(file, content);
    return ContentHash.of(content).hex();
  }

  private Path temporary() throws IOException {
    Files.createDirectories(staging);
    return staging.resolve("part-" + parts.incrementAndGet());
  }

  private static String write(InputStream content, Path file) throws IOException {
    MessageDigest digest = ContentHash.sha256();
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
      content.transferTo(out);
    }
    return ContentHash.ofDigest(digest.digest()).hex();
  }

  private static void await(Future<?> task) throws IOException {
    try {
      task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException runtime -> throw runtime;
        case null, default -> throw new IOException(e);
      }
    }
  }
}
