package dev.docstore.common.name;

/** A file's path inside a repo: segments divided by {@code /}, compared byte by byte. */
public record FilePath(String value) {
  @Override
  public String toString() {
    return value;
  }
}
