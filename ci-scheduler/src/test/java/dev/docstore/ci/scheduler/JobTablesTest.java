package dev.docstore.ci.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.docstore.common.job.JobTables;
import dev.docstore.common.settings.Settings.BadSettingException;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@DatabaseTest
class JobTablesTest {
  private final TestDatabase database;

  JobTablesTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void asBeforeTheServersFirstStart() {
    database.execute("alter table ci_jobs rename to not_yet");
  }

  @AfterEach
  void migrated() {
    database.execute("alter table if exists not_yet rename to ci_jobs");
  }

  @Test
  void waitsUntilTheServerMadeThem() throws Exception {
    FutureTask<Boolean> waiting =
        new FutureTask<>(
            () -> {
              JobTables.await(database.dataSource(), Duration.ofSeconds(30));
              return true;
            });
    Thread thread = Thread.ofVirtual().start(waiting);
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    assertThat(waiting.isDone()).isFalse();
    database.execute("alter table not_yet rename to ci_jobs");
    assertThat(waiting.get()).isTrue();
  }

  @Test
  void givesUpAndSaysWhatToDo() {
    assertThatThrownBy(() -> JobTables.await(database.dataSource(), Duration.ZERO))
        .isInstanceOf(BadSettingException.class)
        .hasMessageContaining("start the DocStore server");
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNamedAsSuch() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none");
    assertThatThrownBy(() -> JobTables.await(nowhere, Duration.ZERO))
        .isInstanceOf(BadSettingException.class)
        .hasMessageContaining("does not answer");
  }
}
