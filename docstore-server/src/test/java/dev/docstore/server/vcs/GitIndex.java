package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tree in the index of a real git, where names may hold what the test's file system cannot.
 * Contents are compared by their object ids.
 */
final class GitIndex {
  /** A file: its bytes and whether it is executable. */
  record Entry(byte[] content, boolean executable) {
    Entry(String text) {
      this(text.getBytes(StandardCharsets.UTF_8), false);
    }

    Entry asExecutable() {
      return new Entry(content, true);
    }

    String mode() {
      return executable ? "100755" : "100644";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Entry entry
          && Arrays.equals(content, entry.content)
          && executable == entry.executable;
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(content);
    }
  }

  private final Path folder;

  GitIndex(Path folder) throws IOException {
    this.folder = folder;
    git(new byte[0], "init", "-q");
  }

  /** Puts the tree into the empty index. */
  void fill(Map<String, Entry> tree) throws IOException {
    StringBuilder lines = new StringBuilder();
    described(tree).forEach((path, file) -> lines.append(file + "\t" + path + "\0"));
    git(
        lines.toString().getBytes(StandardCharsets.UTF_8),
        "update-index",
        "-z",
        "--add",
        "--index-info");
  }

  /** Applies a patch; fails the test when git does not take it. */
  void apply(byte[] patch) throws IOException {
    git(patch, "apply", "--cached", "--whitespace=nowarn");
  }

  /** Path to mode and object id, as the index has it. */
  Map<String, String> listed() throws IOException {
    Map<String, String> files = new TreeMap<>();
    String listing = new String(git(new byte[0], "ls-files", "-s", "-z"), StandardCharsets.UTF_8);
    for (String line : listing.split("\0", -1)) {
      if (!line.isEmpty()) {
        String[] parts = line.split("\t", 2);
        String[] file = parts[0].split(" ", -1);
        files.put(parts[1], file[0] + " " + file[1]);
      }
    }
    return files;
  }

  /** The same of a tree that is to be. */
  Map<String, String> described(Map<String, Entry> tree) throws IOException {
    List<String> names = new ArrayList<>();
    for (Entry entry : tree.values()) {
      String name = "content" + names.size();
      Files.write(folder.resolve(name), entry.content());
      names.add(name);
    }
    byte[] list = String.join("\n", names).getBytes(StandardCharsets.UTF_8);
    String[] ids =
        new String(
                git(list, "hash-object", "-w", "--no-filters", "--stdin-paths"),
                StandardCharsets.UTF_8)
            .split("\n", -1);
    Map<String, String> files = new TreeMap<>();
    int i = 0;
    for (Map.Entry<String, Entry> entry : tree.entrySet()) {
      files.put(entry.getKey(), entry.getValue().mode() + " " + ids[i++]);
    }
    return files;
  }

  private byte[] git(byte[] input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-c", "core.autocrlf=false"));
    command.addAll(List.of(arguments));
    Path stdin = Files.write(folder.resolve("stdin"), input);
    Path stderr = folder.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(stdin.toFile())
            .redirectError(stderr.toFile());
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    Process git = builder.start();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    git.getInputStream().transferTo(out);
    try {
      assertThat(git.waitFor())
          .as(() -> command + ": " + text(stderr) + new String(input, StandardCharsets.UTF_8))
          .isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return out.toByteArray();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
