package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** The forms of an archive (page 00 B8); each always the same bytes for the same snapshot. */
enum ArchiveFormat {
  TAR("tar", "application/x-tar"),
  TAR_GZ("tar.gz", "application/gzip"),
  ZIP("zip", "application/zip");

  private static final int BUFFER = 64 * 1024;

  private final String wireName;
  private final String contentType;

  ArchiveFormat(String wireName, String contentType) {
    this.wireName = wireName;
    this.contentType = contentType;
  }

  /**
   * The format of that name.
   *
   * @throws DocStoreException 400
   */
  static ArchiveFormat of(String wireName) {
    for (ArchiveFormat format : values()) {
      if (format.wireName.equals(wireName)) {
        return format;
      }
    }
    throw DocStoreException.badRequest("invalid 'format' parameter: must be tar, tar.gz or zip");
  }

  String contentType() {
    return contentType;
  }

  /** A writer to that stream. Closing it without finishing is up to the {@link CutOffStream}. */
  ArchiveWriter writer(OutputStream out) throws IOException {
    return switch (this) {
      case TAR -> new TarWriter(new BufferedOutputStream(out, BUFFER));
      // The header of the JDK's gzip names no time and no system.
      case TAR_GZ ->
          new TarWriter(new BufferedOutputStream(new GZIPOutputStream(out, BUFFER), BUFFER));
      case ZIP -> new ZipWriter(out);
    };
  }
}
