package dev.docstore.common.name;

/** A repository's full name, {@code org/name}; the part after the org may have several segments. */
public record RepoName(String value) {
  /** The organisation: the text before the first {@code /}, or everything where there is none. */
  public String owner() {
    int slash = value.indexOf('/');
    return slash < 0 ? value : value.substring(0, slash);
  }

  @Override
  public String toString() {
    return value;
  }
}
