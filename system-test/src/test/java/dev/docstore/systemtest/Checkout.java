package dev.docstore.systemtest;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** The source tree that these tests were built from, and what the build made of it. */
final class Checkout {
  /** The top of the reactor; surefire runs tests in their module. */
  static final Path TOP =
      Path.of(System.getProperty("docstore.checkout", "..")).toAbsolutePath().normalize();

  private static final Set<String> NOT_SOURCE = Set.of("target", ".git", ".dev", ".idea");

  private Checkout() {}

  /** {@code -Ddocstore.jar.<module>} names another jar than the one of this build. */
  static Path jar(String module) {
    Path built = TOP.resolve(module).resolve("target").resolve(module + ".jar");
    return existing(Path.of(System.getProperty("docstore.jar." + module, built.toString())));
  }

  /** {@code -Ddocstore.ds} names another executable than the one of this build. */
  static Path ds() {
    Path built = TOP.resolve("ds-cli/target/ds");
    return existing(Path.of(System.getProperty("docstore.ds", built.toString())));
  }

  private static Path existing(Path file) {
    if (!Files.exists(file)) {
      throw new AssertionError(file + " is missing; `make build` makes it");
    }
    return file;
  }

  /** Copies the sources, a real tree of some hundred files, without what builds leave in it. */
  static void copySources(Path to) throws IOException {
    Files.walkFileTree(
        TOP,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            if (NOT_SOURCE.contains(String.valueOf(dir.getFileName()))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(TOP.relativize(dir)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile() && !file.endsWith(".git")) {
              Files.copy(file, to.resolve(TOP.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
