package dev.docstore.cli.console;

import dev.docstore.common.json.Json;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes. Control characters never get through raw, whatever a server or a file
 * name contains.
 */
public final class Console {
  private final PrintStream out;
  private final PrintStream err;

  /** Both streams get UTF-8. */
  public Console(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** One line of results. */
  public void line(String text) {
    print(out, Text.line(text) + "\n");
  }

  /** Results of several lines. */
  public void block(String text) {
    print(out, Text.block(text) + "\n");
  }

  /** An API object as one line of JSON. */
  public void json(Object value) {
    print(out, Json.write(value) + "\n");
  }

  /** The bytes of a file, as they are. */
  public void bytes(byte[] content) {
    out.write(content, 0, content.length);
  }

  /** One line for the person rather than the script. */
  public void errorLine(String text) {
    print(err, Text.line(text) + "\n");
  }

  /** Lets everything out; whether stdout could take it. */
  public boolean flush() {
    err.flush();
    return !out.checkError();
  }

  private static void print(PrintStream stream, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    stream.write(bytes, 0, bytes.length);
  }
}
