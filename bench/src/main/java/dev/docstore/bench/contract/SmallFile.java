package dev.docstore.bench.contract;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A small text for a path. Names and texts here hold nothing that JSON or a URL would escape.
 *
 * @param version makes the content another one
 */
public record SmallFile(String path, String version) {
  private static final String FILLER =
      """
      the quick brown fox jumps over the lazy dog while five boxing wizards pack my box
      with a dozen liquor jugs, and nobody has counted how often that was told before
      """;

  /** About two hundred bytes, different for every path and version. */
  public byte[] content() {
    return (path + " " + version + "\n" + FILLER).getBytes(StandardCharsets.UTF_8);
  }

  /** The body of a commit request. */
  public static String commitBody(String branch, List<SmallFile> files) {
    StringBuilder json = new StringBuilder(120 + files.size() * 320);
    json.append("{\"branch\":\"").append(branch).append("\",\"message\":\"bench\",\"files\":[");
    String separator = "";
    for (SmallFile file : files) {
      json.append(separator)
          .append("{\"path\":\"")
          .append(file.path)
          .append("\",\"content\":\"")
          .append(Base64.getEncoder().encodeToString(file.content()))
          .append("\"}");
      separator = ",";
    }
    return json.append("]}").toString();
  }
}
