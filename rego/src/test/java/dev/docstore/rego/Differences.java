package dev.docstore.rego;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where this engine and OPA are known to differ: {@code conformance/differences.txt} has blocks of
 * a line {@code ## what | how it is here} and the cases that show it.
 */
record Differences(List<Row> rows) {

  record Row(String what, String here, List<String> cases) {}

  static Differences read() {
    try {
      List<Row> rows = new ArrayList<>();
      for (String line : Files.readAllLines(Case.FOLDER.resolve("differences.txt"))) {
        if (line.startsWith("## ")) {
          String[] cells = line.substring(3).split(" \\| ", 2);
          rows.add(new Row(cells[0], cells[1], new ArrayList<>()));
        } else if (!line.isBlank()) {
          rows.getLast().cases().add(line.strip());
        }
      }
      return new Differences(rows);
    } catch (IOException e) {
      throw new AssertionError("differences.txt cannot be read", e);
    }
  }

  Map<String, Row> byCase() {
    Map<String, Row> byCase = new TreeMap<>();
    for (Row row : rows) {
      for (String name : row.cases()) {
        byCase.put(name, row);
      }
    }
    return byCase;
  }
}
