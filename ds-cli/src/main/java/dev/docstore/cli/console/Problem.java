package dev.docstore.cli.console;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Says in one line what went wrong on the disk; the platform's messages often name a path only. */
public final class Problem {
  private Problem() {}

  public static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> missing.getFile() + ": no such file or directory";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case FileSystemException other when other.getReason() != null ->
          other.getFile() + ": " + other.getReason();
      default -> text(e.getMessage(), e);
    };
  }

  private static String text(@Nullable String message, IOException e) {
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
