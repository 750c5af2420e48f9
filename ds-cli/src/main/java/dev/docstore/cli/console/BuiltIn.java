package dev.docstore.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What was fixed when the program was built.
 *
 * @param remote the server to use when nothing names one; may be empty
 */
public record BuiltIn(String remote, String version) {
  private static final String RESOURCE = "/dev/docstore/cli/ds.properties";

  public static BuiltIn load() {
    Properties properties = new Properties();
    try (InputStream in = BuiltIn.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuiltIn(
        properties.getProperty("remote", ""), properties.getProperty("version", "unknown"));
  }
}
