package dev.docstore.server.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.token.Hmac;
import dev.docstore.common.token.RequestToken;
import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.SecuredServer;
import dev.docstore.server.testing.SecuredServer.Job;
import dev.docstore.server.testing.TestServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PresignTest {
  private static final SecuredServer SERVER = SecuredServer.shared();
  private static final Pattern URL =
      Pattern.compile(
          "https://docstore\\.example\\.com/repos/([^/]+)/-/archive"
              + "\\?branch=([^&]*)&at=(\\d+)&expires=(\\d+)&sig=([0-9a-f]{64})");

  private final String repo = SERVER.newRepo();
  private final String presign = "/repos/" + repo.replace("/", "%2F") + "/-/archive/presign";

  @Test
  void row44SignsTheJobsOwnSourceForItsRequestToken() {
    Job job = SERVER.newJob(repo, "fix/a b", 7, "checks");

    Answer answer = SERVER.bearer(job.secret().plaintext()).post(presign, "").expect(200);

    Matcher url = URL.matcher(answer.json().get("url").asString());
    assertThat(url.matches()).isTrue();
    assertThat(url.group(1)).isEqualTo(repo.replace("/", "%2F"));
    assertThat(url.group(2)).isEqualTo("fix%2Fa+b");
    long expires = Long.parseLong(url.group(4));
    assertThat(expires).isBetween(in(3500), in(3700));
    byte[] key = SecuredServer.ARCHIVE_KEY.getBytes(StandardCharsets.UTF_8);
    assertThat(Hmac.archiveSignatureMatches(key, repo, "fix/a b", 7, expires, url.group(5)))
        .isTrue();
  }

  @Test
  void signsForAJobsIdentityToo() {
    SERVER.newJob(repo, "main", 0, "checks").api().post(presign, "").expect(200);
  }

  @Test
  void row45TheSignedUrlDownloadsTheArchive() {
    Job job = SERVER.newJob(repo, "main", 0, "checks");
    URI url = URI.create(job.api().post(presign, "").expect(200).json().get("url").asString());
    String path = url.getRawPath() + "?" + url.getRawQuery();

    SERVER.nobody().get(path).expect(200);
    SERVER.nobody().get(path.replaceFirst("sig=.", "sig=x")).expect(403);
  }

  @Test
  void row44RefusesEverybodyElseInPlainText() {
    Job job = SERVER.newJob(repo, "main", 0, "checks");
    String elsewhere = "/repos/" + SERVER.newRepo() + "/-/archive/presign";
    Api holder = SERVER.bearer(job.secret().plaintext());

    unauthorized(SERVER.nobody().post(presign, ""));
    unauthorized(SERVER.admin().post(presign, ""));
    unauthorized(SERVER.bearer(RequestToken.random().plaintext()).post(presign, ""));
    unauthorized(holder.post(elsewhere, ""));
    unauthorized(job.api().post(elsewhere, ""));
    job.become("passed");
    unauthorized(holder.post(presign, ""));
    unauthorized(job.api().post(presign, ""));
  }

  @Test
  void row44SaysWhenItIsNotConfigured() {
    TestServer plain = TestServer.shared();

    plain
        .api()
        .post("/repos/" + plain.newRepo() + "/-/archive/presign", "")
        .expectError(503, "SERVICE_UNAVAILABLE", "presigned archives not configured");
  }

  @Test
  void otherMethodsTakeTheOrdinaryRoute() {
    SERVER.admin().get(presign).expectError(404, "NOT_FOUND", "not found");
  }

  private static void unauthorized(Answer answer) {
    assertThat(answer.expect(401).text()).isEqualTo("unauthorized\n");
  }

  private static long in(long seconds) {
    return Instant.now().getEpochSecond() + seconds;
  }
}
