import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Says in which sections two WebAssembly modules differ: the committed one, and one just made. */
class Sections {

  private static final List<String> NAMES =
      List.of(
          "custom", "type", "import", "function", "table", "memory", "global", "export", "start",
          "element", "code", "data", "data count", "tag");

  public static void main(String[] files) throws IOException {
    Map<String, byte[]> committed = sections(Path.of(files[0]));
    Map<String, byte[]> made = sections(Path.of(files[1]));
    TreeSet<String> all = new TreeSet<>(committed.keySet());
    all.addAll(made.keySet());
    for (String name : all) {
      byte[] before = committed.getOrDefault(name, new byte[0]);
      byte[] now = made.getOrDefault(name, new byte[0]);
      int first = Arrays.mismatch(before, now);
      System.out.printf(
          "section %-11s %9d bytes committed, %9d made: %s%n",
          name, before.length, now.length, first < 0 ? "same" : "different from byte " + first);
    }
  }

  private static Map<String, byte[]> sections(Path file) throws IOException {
    ByteBuffer module = ByteBuffer.wrap(Files.readAllBytes(file)).position(8);
    Map<String, byte[]> sections = new LinkedHashMap<>();
    while (module.hasRemaining()) {
      String name = NAMES.get(module.get());
      byte[] content = new byte[size(module)];
      module.get(content);
      sections.merge(name, content, Sections::joined);
    }
    return sections;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  /** A number in LEB128. */
  private static int size(ByteBuffer module) {
    int size = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = module.get();
      size |= (next & 0x7f) << shift;
      if (next >= 0) {
        return size;
      }
    }
  }
}
