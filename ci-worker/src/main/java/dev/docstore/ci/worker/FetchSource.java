package dev.docstore.ci.worker;

import dev.docstore.common.ciyaml.Dockerfile;
import dev.docstore.common.json.Json;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.wire.PresignedArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Downloads the tree under test once for all checks.
 *
 * @param directory the job's own directory
 */
record FetchSource(DocStore docstore, Path directory) {
  /** A build context: a directory with the source in {@link Dockerfile#SOURCE_DIRECTORY}. */
  record Source(Path context) {}

  Source call() throws JobFailedException, InterruptedException {
    PresignedArchive archive = presign();
    Path tar = directory.resolve("source.tar");
    Path context = directory.resolve("context");
    try {
      int status = docstore.download(URI.create(archive.url()), tar);
      if (status != 200) {
        throw new JobFailedException("download source: unexpected status " + status);
      }
      verify(tar, archive.checksum());
      SourceTar.unpack(tar, Files.createDirectories(context.resolve(Dockerfile.SOURCE_DIRECTORY)));
      Files.delete(tar);
      return new Source(context);
    } catch (IOException | IllegalArgumentException e) {
      throw new JobFailedException("download source: " + e.getMessage(), e);
    }
  }

  private PresignedArchive presign() throws JobFailedException, InterruptedException {
    String what = "get presigned archive URL: ";
    try {
      Http.Answer answer = docstore.presign();
      if (answer.status() != 200) {
        throw new JobFailedException(what + "presign: unexpected status " + answer.status());
      }
      String json = new String(answer.body(), StandardCharsets.UTF_8);
      PresignedArchive archive = Json.read(json, PresignedArchive.class);
      if (archive.url() == null || archive.url().isEmpty()) {
        throw new JobFailedException(what + "presign: empty URL in response");
      }
      return archive;
    } catch (IOException e) {
      throw new JobFailedException(what + e.getMessage(), e);
    } catch (JacksonException e) {
      throw new JobFailedException(what + "decode: " + e.getOriginalMessage(), e);
    }
  }

  /** Servers may leave the checksum out. */
  private static void verify(Path tar, @Nullable String checksum)
      throws IOException, JobFailedException {
    if (checksum == null || checksum.isEmpty()) {
      return;
    }
    MessageDigest digest = ContentHash.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(tar), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    if (!checksum.equals("sha256:" + ContentHash.ofDigest(digest.digest()).hex())) {
      throw new JobFailedException("download source: the archive does not have its checksum");
    }
  }
}
