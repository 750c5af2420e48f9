package dev.docstore.bench.http;

import java.io.IOException;
import java.io.OutputStream;

/** The two directions of a body that does not fit into memory, or need not be looked at. */
public final class Body {
  /** Takes the bytes of an answer as they come. */
  public interface Sink {
    /** The array is used again for the next piece. */
    void take(byte[] bytes, int offset, int length) throws IOException;
  }

  /** Writes the body of a request. */
  public interface Source {
    void writeTo(OutputStream out) throws IOException;
  }

  /** For answers of which only the length counts. */
  public static final Sink IGNORED = (_, _, _) -> {};

  private Body() {}
}
