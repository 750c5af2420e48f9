package dev.docstore.cli.workspace;

import dev.docstore.common.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.ObjectWriter;

/** JSON on disk as the contract lays it out: two spaces, no newline at the end, replaced whole. */
final class JsonFile {
  private static final ObjectWriter WRITER = Json.MAPPER.writer().with(printer());

  private JsonFile() {}

  static String text(Object value) {
    return Json.escapeHtml(WRITER.writeValueAsString(value));
  }

  /** Whoever reads the file sees the old content or the new one, also after a crash. */
  static void write(Path file, Object value) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + Layout.TEMPORARY);
    ByteBuffer bytes = ByteBuffer.wrap(text(value).getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static DefaultPrettyPrinter printer() {
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    return new DefaultPrettyPrinter(separators).withObjectIndenter(new DefaultIndenter("  ", "\n"));
  }
}
