package dev.docstore.server.vcs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes regular files as a POSIX tar, field by field as spec 01 §14.2 has them: what is not said
 * here is zero, so that the same files always make the same bytes.
 *
 * <p>A name that the header cannot hold, or that is not ASCII, travels in a pax header before it.
 */
final class TarWriter implements ArchiveWriter {
  private static final int BLOCK = 512;

  /** Two empty blocks: an archive without them is not whole. */
  static final int TRAILER_BYTES = 2 * BLOCK;

  private static final byte[] ZEROS = new byte[BLOCK];
  private static final int NAME_LENGTH = 100;
  private static final int PREFIX_LENGTH = 155;

  /** Eleven octal digits end here. */
  private static final long LARGEST_OCTAL_SIZE = (1L << 33) - 1;

  private final OutputStream out;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  /** How many bytes {@link #file} writes for such a file. */
  static long entryBytes(String path, long size) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    int extended = extendedHeader(path, size, fits(name)).getBytes(StandardCharsets.UTF_8).length;
    return BLOCK + padded(size) + (extended == 0 ? 0 : BLOCK + padded(extended));
  }

  private static boolean fits(byte[] name) {
    return isAscii(name) && prefixEnd(name) >= 0;
  }

  private static String extendedHeader(String path, long size, boolean fits) {
    return (fits ? "" : paxRecord("path", path)) + largeSize(size);
  }

  @Override
  public void file(String path, boolean executable, long size, InputStream content)
      throws IOException {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    int slash = prefixEnd(name);
    boolean fits = fits(name);
    String extended = extendedHeader(path, size, fits);
    if (!extended.isEmpty()) {
      byte[] records = extended.getBytes(StandardCharsets.UTF_8);
      Header.of('x', 0, records.length).name(shortened("PaxHeaders.0/" + path)).writeTo(out);
      out.write(records);
      pad(records.length);
    }
    Header header = Header.of('0', executable ? 0755 : 0644, size > LARGEST_OCTAL_SIZE ? 0 : size);
    if (!fits) {
      header.name(shortened(path));
    } else if (slash == 0) {
      header.name(name);
    } else {
      header.prefix(Arrays.copyOf(name, slash));
      header.name(Arrays.copyOfRange(name, slash + 1, name.length));
    }
    header.writeTo(out);
    long copied = content.transferTo(out);
    if (copied != size) {
      throw new IOException(path + " has " + copied + " bytes instead of " + size);
    }
    pad(size);
  }

  @Override
  public void close() throws IOException {
    try (out) {
      out.write(new byte[TRAILER_BYTES]);
    }
  }

  private void pad(long size) throws IOException {
    out.write(ZEROS, 0, (int) (padded(size) - size));
  }

  private static long padded(long size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  /** 0: no prefix is needed; the slash to split at; or -1: no split fits. */
  private static int prefixEnd(byte[] name) {
    if (name.length <= NAME_LENGTH) {
      return 0;
    }
    int slash = Math.min(name.length - 1, PREFIX_LENGTH);
    while (slash > 0 && name[slash] != '/') {
      slash--;
    }
    return slash > 0 && name.length - slash - 1 <= NAME_LENGTH ? slash : -1;
  }

  private static boolean isAscii(byte[] name) {
    for (byte b : name) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  /** What a reader sees that knows no pax headers. */
  private static byte[] shortened(String path) {
    StringBuilder ascii = new StringBuilder();
    path.chars().filter(c -> c < 0x80).forEach(c -> ascii.append((char) c));
    ascii.setLength(Math.min(ascii.length(), NAME_LENGTH));
    return ascii.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String largeSize(long size) {
    return size > LARGEST_OCTAL_SIZE ? paxRecord("size", Long.toString(size)) : "";
  }

  /** {@code length key=value\n}, where the length counts itself. */
  private static String paxRecord(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int bytes = rest.getBytes(StandardCharsets.UTF_8).length;
    int length = bytes + Integer.toString(bytes).length();
    if (bytes + Integer.toString(length).length() != length) {
      length++;
    }
    return length + rest;
  }

  /** One header block: magic {@code ustar}, everything not set zero. */
  private static final class Header {
    private final byte[] block = new byte[BLOCK];

    static Header of(char type, int mode, long size) {
      Header header = new Header();
      header.octal(100, 8, mode);
      header.octal(108, 8, 0);
      header.octal(116, 8, 0);
      header.octal(124, 12, size);
      header.octal(136, 12, 0);
      header.block[156] = (byte) type;
      header.text(257, "ustar\u000000");
      header.octal(329, 8, 0);
      header.octal(337, 8, 0);
      return header;
    }

    Header name(byte[] name) {
      System.arraycopy(name, 0, block, 0, name.length);
      return this;
    }

    void prefix(byte[] prefix) {
      System.arraycopy(prefix, 0, block, 345, prefix.length);
    }

    void writeTo(OutputStream out) throws IOException {
      text(148, "        ");
      int sum = 0;
      for (byte b : block) {
        sum += b & 0xff;
      }
      octal(148, 7, sum);
      out.write(block);
    }

    /** Digits that fill the field, its last byte NUL. */
    private void octal(int offset, int width, long value) {
      String digits = Long.toOctalString(value);
      text(offset, "0".repeat(width - 1 - digits.length()) + digits + "\0");
    }

    private void text(int offset, String ascii) {
      byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(bytes, 0, block, offset, bytes.length);
    }
  }
}
