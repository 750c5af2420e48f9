package dev.docstore.bench.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.json.Json;
import dev.docstore.common.wire.CommitRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmallFileTest {
  @Test
  void writesABodyThatTheContractReads() {
    SmallFile first = new SmallFile("a/b.txt", "1");
    SmallFile second = new SmallFile("c.txt", "1");

    CommitRequest request =
        Json.read(SmallFile.commitBody("main", List.of(first, second)), CommitRequest.class);

    assertThat(request.branch()).isEqualTo("main");
    assertThat(request.message()).isEqualTo("bench");
    assertThat(request.files()).extracting("path").containsExactly("a/b.txt", "c.txt");
    assertThat(request.files().getLast().content()).isEqualTo(second.content());
  }

  @Test
  void hasOtherContentForEveryPathAndVersion() {
    assertThat(new SmallFile("a", "1").content())
        .isNotEqualTo(new SmallFile("a", "2").content())
        .isNotEqualTo(new SmallFile("b", "1").content());
  }
}
