package dev.docstore.server.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.SecuredServer;
import dev.docstore.server.testing.SecuredServer.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Logs of checks that ended: uploaded by their job, read by whoever may read the repo. */
class LogTest {
  private static final SecuredServer SERVER = SecuredServer.shared();
  private static final Api ADMIN = SERVER.admin();

  private final String repo = SERVER.newRepo();
  private final Job job = SERVER.newJob(repo, "main", 3, "checks");

  private Answer upload(Api caller, String check, String log) {
    return caller.post("/repos/" + repo + "/-/check/" + check + "/logs", log);
  }

  private Answer read(String jobId, String check) {
    return ADMIN.get("/repos/" + repo + "/-/ci-jobs/" + jobId + "/logs/" + check);
  }

  private String uploaded(String check, String log) {
    return upload(job.api(), check, log).expect(200).json().get("url").asString();
  }

  private void endsWith(String logUrl) {
    SERVER
        .bean(JdbcClient.class)
        .sql("update ci_jobs set status = 'passed', log_url = ? where id = cast(? as uuid)")
        .params(logUrl, job.id())
        .update();
  }

  @Test
  void whatTheJobUploadedIsWhatReadersGet() throws Exception {
    String first = uploaded("ci/build", "compiled\nlínked\n");
    uploaded("ci%2Ftest", "tested\n");
    endsWith(first);

    assertThat(first).startsWith("file:///").endsWith("/" + repo + "/main/3/ci_build.log");
    assertThat(Files.readString(Path.of(first.substring("file://".length()))))
        .isEqualTo("compiled\nlínked\n");
    Answer log = read(job.id(), "ci/build").expect(200);
    assertThat(log.text()).isEqualTo("compiled\nlínked\n");
    assertThat(log.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
    assertThat(log.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(read(job.id(), "ci/test").expect(200).text()).isEqualTo("tested\n");
  }

  @Test
  void keepsOnlyTheBeginningOfALogWithoutEnd() {
    String line = "0123456789abcde\n";
    String log = line.repeat(LogUploadController.MAX_BYTES / line.length());
    endsWith(uploaded("long", log + "too much"));

    assertThat(read(job.id(), "long").expect(200).text()).isEqualTo(log);
  }

  @Test
  void onlyAClaimedJobOfTheRepoUploads() {
    upload(ADMIN, "ci/build", "forged").expectError(403, "FORBIDDEN", "forbidden");
    upload(SERVER.newJob(SERVER.newRepo(), "main", 1, "checks").api(), "ci/build", "forged")
        .expectError(403, "FORBIDDEN", "forbidden: job may only write to its own repo");
    upload(job.become("passed").api(), "ci/build", "late").expect(401);
  }

  @Test
  void refusesACheckWhoseNameNoFileCanHave() {
    upload(job.api(), "x".repeat(252), "log").expect(400);
    upload(job.api(), "a%2F..%2Fb", "log").expect(400);
  }

  @Test
  void saysWhichPartIsMissing() {
    read("no-uuid", "ci/build").expectError(404, "NOT_FOUND", "ci job not found");
    read("00000000-0000-4000-8000-000000000000", "a")
        .expectError(404, "NOT_FOUND", "ci job not found");
    read(SERVER.newJob(SERVER.newRepo(), "main", 1).id(), "a")
        .expectError(404, "NOT_FOUND", "ci job not found");
    read(job.id(), "a").expectError(404, "NOT_FOUND", "no logs for this job");
    endsWith("gs://somewhere/else.log");
    read(job.id(), "a").expectError(404, "NOT_FOUND", "log not available");
    endsWith("file:///etc/passwd");
    read(job.id(), "a").expectError(404, "NOT_FOUND", "log not found");
  }
}
