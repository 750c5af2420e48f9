package dev.docstore.bench.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.bench.contract.FilledRepo;
import dev.docstore.bench.contract.RepoClient;
import dev.docstore.bench.contract.Target;
import dev.docstore.bench.http.ScriptedServer;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskTest {
  private static final String CREATED = ScriptedServer.ok("{}");
  private static final String DIFF_OF_ONE =
      ScriptedServer.ok(
          "{\"branch_changes\":[{\"path\":\"src/d000/file000000.txt\",\"version_id\":null}],"
              + "\"main_changes\":[]}");
  private static final String FIRST_PATH =
      ScriptedServer.ok(
          "[{\"path\":\"src/d000/file000000.txt\",\"version_id\":\"v\",\"content_hash\":\"h\"}]");

  @Test
  void readsTheDiffThatItMadeBefore() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                CREATED, CREATED, CREATED, CREATED, CREATED, DIFF_OF_ONE, DIFF_OF_ONE);
        Target target = Target.at(server.endpoint(), Optional.empty())) {
      FilledRepo repo = FilledRepo.create(target, 1);
      try (RepoClient client = repo.client(target)) {
        double millis = new ReadDiff(client, repo, 1).millis(0);

        assertThat(millis).isPositive();
        assertThat(server.requests()).hasSize(7);
        assertThat(server.requests().get(4)).contains("\"branch\":\"diffed\"");
        assertThat(server.requests().getLast()).contains("/-/diff?branch=diffed");
      }
    }
  }

  @Test
  void measuresNothingWhenTheAnswerIsWrong() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(CREATED, CREATED, CREATED, CREATED, CREATED, DIFF_OF_ONE);
        Target target = Target.at(server.endpoint(), Optional.empty())) {
      FilledRepo repo = FilledRepo.create(target, 2);
      try (RepoClient client = repo.client(target)) {
        assertThatThrownBy(() -> new ReadDiff(client, repo, 2))
            .isInstanceOf(WrongAnswerException.class)
            .hasMessage("wrong answer: changes in the diff should be 2 and is 1");
      }
    }
  }

  @Test
  void noticesATreeThatLacksAFile() throws IOException {
    try (ScriptedServer server = new ScriptedServer(CREATED, CREATED, CREATED, FIRST_PATH);
        Target target = Target.at(server.endpoint(), Optional.empty())) {
      FilledRepo repo = FilledRepo.create(target, 2);
      try (RepoClient client = repo.client(target)) {
        assertThatThrownBy(() -> WholeTree.ofMain(client, repo))
            .hasMessage("wrong answer: entries of a page should be 2 and is 1");
      }
    }
  }

  @Test
  void comparesTheLengthOfAnArchiveWithItsFiles() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(CREATED, CREATED, CREATED, ScriptedServer.ok("x".repeat(2048)));
        Target target = Target.at(server.endpoint(), Optional.empty())) {
      FilledRepo repo = FilledRepo.create(target, 1);
      try (RepoClient client = repo.client(target)) {
        assertThat(new WholeArchive(client, repo).millis(0)).isPositive();
      }
    }
  }
}
