package dev.docstore.bench.contract;

import dev.docstore.bench.http.Body;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** A file of any size that is never in memory: the same random block again and again, numbered. */
public final class LargeFile {
  private static final String BOUNDARY = "docstore-bench-boundary";
  private static final int BLOCK = 1 << 20;

  private final String path;
  private final long megabytes;
  private final byte[] block = new byte[BLOCK];

  public LargeFile(String path, long megabytes) {
    this.path = path;
    this.megabytes = megabytes;
    new SplittableRandom(megabytes).nextBytes(block);
  }

  public String path() {
    return path;
  }

  /** In bytes. */
  public long size() {
    return megabytes * BLOCK;
  }

  /** Commits it to {@code main} as multipart: the JSON of the commit, then the file. */
  public void commit(RepoClient client) throws IOException {
    byte[] before =
        """
        --%1$s\r
        Content-Disposition: form-data; name="commit"\r
        Content-Type: application/json\r
        \r
        {"branch":"main","message":"large","files":[{"path":"%2$s","part":"large"}]}\r
        --%1$s\r
        Content-Disposition: form-data; name="large"; filename="large.bin"\r
        Content-Type: application/octet-stream\r
        \r
        """
            .formatted(BOUNDARY, path)
            .getBytes(StandardCharsets.UTF_8);
    byte[] after = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
    client.uploadCommit(
        "multipart/form-data; boundary=" + BOUNDARY,
        before.length + size() + after.length,
        out -> {
          out.write(before);
          writeTo((bytes, offset, length) -> out.write(bytes, offset, length));
          out.write(after);
        });
  }

  /** Lower-hex SHA-256. */
  public String hash() throws IOException {
    MessageDigest digest = sha256();
    writeTo(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Reads it raw; returns the hash of what came. */
  public String readBack(RepoClient client) throws IOException {
    MessageDigest digest = sha256();
    client.stream(client.read("file/" + path + "?format=raw"), digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }

  private void writeTo(Body.Sink sink) throws IOException {
    byte[] numbered = block.clone();
    for (long n = 0; n < megabytes; n++) {
      numbered[0] = (byte) n;
      numbered[1] = (byte) (n >> 8);
      sink.take(numbered, 0, BLOCK);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
