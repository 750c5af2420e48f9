package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec 01 §14.2, byte by byte, and what the system's tar makes of it. */
class TarWriterTest {
  private static final int BLOCK = 512;

  private static byte[] tar(String path, boolean executable, String content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter tar = new TarWriter(out);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    tar.file(path, executable, bytes.length, new ByteArrayInputStream(bytes));
    tar.close();
    return out.toByteArray();
  }

  private static String field(byte[] tar, int offset, int length) {
    return new String(tar, offset, length, StandardCharsets.ISO_8859_1);
  }

  @Test
  void fillsEveryFieldAsTheContractSays() throws IOException {
    byte[] tar = tar("d/a.txt", false, "hello");
    assertThat(tar).hasSize(4 * BLOCK);
    assertThat(field(tar, 0, 100)).isEqualTo("d/a.txt" + "\0".repeat(93));
    assertThat(field(tar, 100, 8)).as("mode").isEqualTo("0000644\0");
    assertThat(field(tar, 108, 16)).as("owner").isEqualTo("0000000\0".repeat(2));
    assertThat(field(tar, 124, 12)).as("size").isEqualTo("00000000005\0");
    assertThat(field(tar, 136, 12)).as("time").isEqualTo("00000000000\0");
    assertThat(field(tar, 148, 8)).as("checksum").isEqualTo(checksum(tar, 0));
    assertThat(field(tar, 156, 1)).as("type").isEqualTo("0");
    assertThat(field(tar, 157, 100)).as("link").isEqualTo("\0".repeat(100));
    assertThat(field(tar, 257, 8)).as("magic and version").isEqualTo("ustar\00000");
    assertThat(field(tar, 265, 64)).as("user and group").isEqualTo("\0".repeat(64));
    assertThat(field(tar, 329, 16)).as("device").isEqualTo("0000000\0".repeat(2));
    assertThat(field(tar, 345, 167)).as("prefix").isEqualTo("\0".repeat(167));
    assertThat(field(tar, BLOCK, BLOCK)).isEqualTo("hello" + "\0".repeat(507));
    assertThat(field(tar, 2 * BLOCK, 2 * BLOCK)).isEqualTo("\0".repeat(1024));
  }

  /** Six octal digits, NUL, space; the sum counts its own field as spaces. */
  private static String checksum(byte[] tar, int header) {
    int sum = 8 * ' ';
    for (int i = header; i < header + BLOCK; i++) {
      sum += i >= header + 148 && i < header + 156 ? 0 : tar[i] & 0xff;
    }
    return "%06o\0 ".formatted(sum);
  }

  @Test
  void anExecutableHasItsMode() throws IOException {
    assertThat(field(tar("run", true, ""), 100, 8)).isEqualTo("0000755\0");
  }

  @Test
  void contentThatFillsItsBlockIsNotPadded() throws IOException {
    assertThat(tar("f", false, "x".repeat(BLOCK))).hasSize(4 * BLOCK);
    assertThat(tar("f", false, "x".repeat(BLOCK + 1))).hasSize(5 * BLOCK);
    assertThat(tar("f", false, "")).hasSize(3 * BLOCK);
  }

  @Test
  void aLongNameIsSplitAtItsLastSlashThatFits() throws IOException {
    String directory = "d".repeat(80) + "/" + "e".repeat(70);
    byte[] tar = tar(directory + "/" + "f".repeat(100), false, "");
    assertThat(field(tar, 0, 100)).isEqualTo("f".repeat(100));
    assertThat(field(tar, 345, 155)).isEqualTo(directory + "\0".repeat(4));
    assertThat(field(tar, 148, 8)).isEqualTo(checksum(tar, 0));
    assertThat(tar).hasSize(3 * BLOCK);
  }

  @Test
  void aNameOfExactlyTheFieldIsNotSplit() throws IOException {
    byte[] tar = tar("d/" + "f".repeat(98), false, "");
    assertThat(field(tar, 0, 100)).isEqualTo("d/" + "f".repeat(98));
    assertThat(field(tar, 345, 1)).isEqualTo("\0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"größe.txt", "日本/語.txt", "😀"})
  void aNameThatIsNotAsciiTravelsInAPaxHeader(String path) throws IOException {
    assertPax(tar(path, false, "x"), path);
  }

  @Test
  void aNameThatCannotBeSplitTravelsInAPaxHeader() throws IOException {
    for (String path :
        new String[] {
          "f".repeat(101),
          "d/" + "f".repeat(101),
          "d".repeat(156) + "/f",
          "d".repeat(60) + "/" + "f".repeat(1000)
        }) {
      assertPax(tar(path, true, "x"), path);
    }
  }

  private static void assertPax(byte[] tar, String path) {
    assertThat(field(tar, 156, 1)).isEqualTo("x");
    assertThat(field(tar, 148, 8)).isEqualTo(checksum(tar, 0));
    int length = Integer.parseInt(field(tar, 124, 11), 8);
    String record = new String(tar, BLOCK, length, StandardCharsets.UTF_8);
    assertThat(record).isEqualTo(length + " path=" + path + "\n");
    int header = BLOCK + (length + BLOCK - 1) / BLOCK * BLOCK;
    assertThat(field(tar, header + 156, 1)).isEqualTo("0");
    assertThat(field(tar, header + 148, 8)).isEqualTo(checksum(tar, header));
    assertThat(field(tar, header + BLOCK, 1)).isEqualTo("x");
  }

  @Test
  void aPaxRecordCountsItsOwnLength() throws IOException {
    // Around 100 bytes in all the number gets a third digit.
    for (int n = 30; n < 34; n++) {
      String path = "é".repeat(n) + "x".repeat(n);
      assertPax(tar(path, false, "x"), path);
    }
  }

  @Test
  void aHugeSizeTravelsInAPaxHeader() {
    byte[] seen = new byte[4 * BLOCK];
    // Nobody has eight gibibytes to hand: the content ends early, after the headers were written.
    assertThatThrownBy(
            () ->
                new TarWriter(into(seen))
                    .file("big", false, 1L << 33, InputStream.nullInputStream()))
        .isInstanceOf(IOException.class);
    assertThat(field(seen, BLOCK, 19)).isEqualTo("19 size=8589934592\n");
    assertThat(field(seen, 2 * BLOCK, 3)).isEqualTo("big");
    assertThat(field(seen, 2 * BLOCK + 124, 12)).isEqualTo("00000000000\0");
  }

  private static OutputStream into(byte[] bytes) {
    return new OutputStream() {
      private int at;

      @Override
      public void write(int b) {
        bytes[at++] = (byte) b;
      }
    };
  }

  @Test
  void contentOfAnotherSizeIsRefused() {
    TarWriter tar = new TarWriter(OutputStream.nullOutputStream());
    assertThatThrownBy(() -> tar.file("a", false, 2, new ByteArrayInputStream(new byte[3])))
        .isInstanceOf(IOException.class)
        .hasMessage("a has 3 bytes instead of 2");
  }

  @Test
  void theSystemsTarReadsIt(@TempDir Path folder) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter tar = new TarWriter(out);
    String[] paths = {
      "plain",
      "d".repeat(80) + "/" + "e".repeat(70) + "/" + "f".repeat(100),
      "größe/日本.txt",
      "d".repeat(101) + "/" + "f".repeat(120)
    };
    for (String path : paths) {
      byte[] content = path.getBytes(StandardCharsets.UTF_8);
      tar.file(path, path.equals("plain"), content.length, new ByteArrayInputStream(content));
    }
    tar.close();
    Files.write(folder.resolve("x.tar"), out.toByteArray());
    Process extract =
        new ProcessBuilder("tar", "-xf", "x.tar")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(extract.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(extract.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(extract.exitValue()).as(said).isZero();
    for (String path : new String[] {paths[0], paths[1], paths[3]}) {
      assertThat(folder.resolve(path)).hasContent(path);
    }
    assertThat(Files.isExecutable(folder.resolve("plain"))).isTrue();
  }
}
