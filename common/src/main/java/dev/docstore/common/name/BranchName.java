package dev.docstore.common.name;

/** A branch's name; may contain {@code /}. */
public record BranchName(String value) {
  /** The branch that every other forks from and merges into. */
  public static final BranchName MAIN = new BranchName("main");

  public boolean isMain() {
    return equals(MAIN);
  }

  @Override
  public String toString() {
    return value;
  }
}
