package dev.docstore.rego;

import dev.docstore.rego.Ast.Place;

/** The line and column of every byte of a UTF-8 text. */
final class Places {
  private final int[] lines;
  private final int[] columns;

  Places(byte[] text) {
    lines = new int[text.length + 1];
    columns = new int[text.length + 1];
    int line = 1;
    int column = 1;
    for (int i = 0; i < text.length; i++) {
      lines[i] = line;
      columns[i] = column;
      if (text[i] == '\n') {
        line++;
        column = 1;
      } else if (startsCharacter(text[i])) {
        column++;
      }
    }
    lines[text.length] = line;
    columns[text.length] = column;
  }

  /** Later bytes of a character begin with the bits 10. */
  private static boolean startsCharacter(byte value) {
    return (value & 0xC0) != 0x80;
  }

  Place of(int offset) {
    return new Place(lines[offset], columns[offset]);
  }
}
