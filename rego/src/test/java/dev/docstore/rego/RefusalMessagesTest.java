package dev.docstore.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people read when a commit to main is refused, word for word. */
class RefusalMessagesTest {
  private static final Path MESSAGES = Case.FOLDER.resolve("messages.txt");

  @Test
  void saysWhatIsWrongWithEveryRefusedCase() throws IOException {
    StringBuilder messages = new StringBuilder();
    Parser parser = new Parser(new Sandbox(Limits.DEFAULT.memoryBytes()), path -> {});
    for (Case each : Case.all()) {
      Sources sources = new Sources(List.of(each.policy()), each.library());
      List<Problem> problems = RegoCheck.problems(sources, parser);
      if (!problems.isEmpty()) {
        messages.append("== ").append(each.id()).append('\n');
        problems.forEach(problem -> messages.append(line(problem)).append('\n'));
      }
    }

    if (Boolean.getBoolean("generate")) {
      Files.writeString(MESSAGES, messages);
    }
    assertThat(MESSAGES)
        .as("-Dgenerate=true writes it; then read it")
        .hasContent(messages.toString());
  }

  private static String line(Problem problem) {
    return "%s:%d:%d %s"
        .formatted(problem.path(), problem.line(), problem.column(), problem.message());
  }
}
