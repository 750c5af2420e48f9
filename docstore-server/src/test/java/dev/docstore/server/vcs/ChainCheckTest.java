package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.name.ContentHash;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.vcs.Damage.BlobMismatch;
import dev.docstore.server.vcs.Damage.BlobMissing;
import dev.docstore.server.vcs.Damage.BranchBaseWrong;
import dev.docstore.server.vcs.Damage.BranchHashWrong;
import dev.docstore.server.vcs.Damage.BranchHeadWrong;
import dev.docstore.server.vcs.Damage.ChangeStray;
import dev.docstore.server.vcs.Damage.CommitBaseWrong;
import dev.docstore.server.vcs.Damage.CommitHashMismatch;
import dev.docstore.server.vcs.Damage.CommitsMissing;
import dev.docstore.server.vcs.Damage.CounterBehind;
import dev.docstore.server.vcs.Damage.DocumentMismatch;
import dev.docstore.server.vcs.Damage.DocumentMissing;
import dev.docstore.server.vcs.Damage.LifetimeWrong;
import dev.docstore.server.vcs.Damage.VersionMismatch;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every kind of damage, done behind the server's back: the exact diagnosis and no other. */
@DatabaseTest
class ChainCheckTest {
  private static final long CURRENT = Long.MAX_VALUE;
  private static final String LARGE = "x".repeat(200);
  private static final String NOWHERE = "00000000-0000-4000-8000-000000000000";

  @TempDir static Path blobs;
  private static TestServer server;
  private final TestDatabase database;
  private TestRepo repo;
  private long id;

  ChainCheckTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeAll
  static void start(TestDatabase database) {
    Map<String, String> small =
        Map.of("DOCSTORE_BLOB_THRESHOLD_BYTES", "100", "DOCSTORE_BLOB_LOCAL_DIR", blobs.toString());
    server = TestServer.start(database, small);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Sequences 1, 2, 5 on main; 3, 4 on the branch, based on 2 and rebased onto 5 as 6, 7. */
  @BeforeEach
  void history() {
    repo = TestRepo.newOn(server);
    id = Long.parseLong(text("select id from repos where name = '%s'".formatted(repo.name())));
    repo.commit("main", "a", "1", "gone", "1");
    repo.commit("main", "a", "2", "gone", null);
    repo.fork("b");
    repo.commit("b", "b", "3", "c", "3");
    repo.commit("b", "b", "4");
    repo.commit("main", "large", large());
    repo.rebase("b").expect(200);
    assertThat(damages()).isEmpty();
  }

  private String large() {
    return repo.name() + LARGE;
  }

  private static String hash(String content) {
    return ContentHash.of(content.getBytes(StandardCharsets.UTF_8)).hex();
  }

  private Path blob() {
    return blobs.resolve(hash(large()));
  }

  private List<Damage> damages() {
    return Verified.damages(server, id);
  }

  /** Runs a statement in which {@code $} stands for the condition of being of this repo. */
  private void damage(String sql) {
    database.execute(sql.replace("$", "repo_id = " + id));
  }

  private String text(String sql) {
    return String.valueOf(database.queryText(sql.replace("$", "repo_id = " + id)));
  }

  private String commitHash(long sequence) {
    return text(
        "select encode(commit_hash, 'hex') from commits where $ and sequence = " + sequence);
  }

  private String version(String content) {
    return text(
        "select version_id from documents where $ and content_hash = '\\x%s'"
            .formatted(hash(content)));
  }

  @Test
  void tellsHowMuchWasVerifiedAndThatAllIsWell() {
    JsonNode report = repo.get("verify").expect(200).json();
    assertThat(report.toString())
        .isEqualTo(
            "{\"repo\":\"%s\",\"commits\":7,\"documents\":5,\"blobs\":1,\"damages\":[]}"
                .formatted(repo.name()));
    String nothing = "\"commits\":0,\"documents\":0,\"blobs\":0,\"damages\":[]}\n";
    assertThat(TestRepo.newOn(server).get("verify").expect(200).text()).endsWith(nothing);
  }

  @Test
  void saysWhatIsWrongInWords() {
    damage("update commits set message = 'changed' where $ and sequence = 2");
    damage("update repos set last_sequence = 8 where id = " + id);
    JsonNode damages = repo.get("verify").expect(200).json().get("damages");
    assertThat(damages).hasSize(2);
    assertThat(damages.get(0).toString())
        .isEqualTo("{\"kind\":\"commits_missing\",\"first\":8,\"last\":8}");
    assertThat(damages.get(1).propertyNames())
        .containsExactly("kind", "sequence", "branch", "expected", "stored");
    assertThat(damages.get(1).get("stored").asString()).isEqualTo(commitHash(2));
  }

  @Test
  void isForAdmins() {
    repo.via(server.as("stranger@example.com")).get("verify").expect(403);
    repo.send("PUT", "roles/m@example.com", "{\"role\":\"maintainer\"}").expect(200);
    repo.via(server.as("m@example.com")).get("verify").expectError(403, "FORBIDDEN", "forbidden");
  }

  @Test
  void aCommitThatSaysSomethingElse() {
    String stored = commitHash(3);
    damage("update commits set author = 'mallory@example.com' where $ and sequence = 3");
    assertThat(damages())
        .singleElement()
        .isInstanceOfSatisfying(
            CommitHashMismatch.class,
            found -> {
              assertThat(found.sequence()).isEqualTo(3);
              assertThat(found.branch()).isEqualTo("b");
              assertThat(found.stored()).isEqualTo(stored).isNotEqualTo(found.expected());
            });
  }

  @Test
  void aChangedHashIsToldOnceAndNotByItsSuccessors() {
    String expected = commitHash(1);
    String zeros = "0".repeat(64);
    damage("update commits set commit_hash = '\\x%s' where $ and sequence = 1".formatted(zeros));
    assertThat(damages()).containsExactly(new CommitHashMismatch(1, "main", expected, zeros));
  }

  @Test
  void theHashOfTheLatestCommit() {
    String expected = commitHash(5);
    String zeros = "0".repeat(64);
    damage("update commits set commit_hash = '\\x%s' where $ and sequence = 5".formatted(zeros));
    assertThat(damages()).containsExactly(new CommitHashMismatch(5, "main", expected, zeros));
  }

  @Test
  void aMissingCommitOfTheMiddle() {
    damage("delete from commits where $ and sequence = 3");
    assertThat(damages()).containsExactly(new CommitsMissing(3, 3));
  }

  @Test
  void aMissingCommitWithItsChanges() {
    damage("delete from commits where $ and sequence = 6");
    damage("delete from file_commits where $ and sequence = 6");
    assertThat(damages()).contains(new CommitsMissing(6, 6)).hasSize(1);
  }

  @Test
  void missingCommitsAtTheEnd() {
    damage("delete from commits where $ and sequence >= 6");
    assertThat(damages()).containsExactly(new CommitsMissing(6, 7));
  }

  @Test
  void whatWasPurgedIsNotMissing() {
    String branch = text("select id from branches where $ and name = 'b'");
    server.bean(PurgedSequences.class).record(id, List.of(Long.valueOf(branch)));
    damage("delete from branches where $ and name = 'b'");
    assertThat(damages()).isEmpty();
    assertThat(
            text(
                "select string_agg(first_sequence || '-' || last_sequence, ' ' order by 1) from purged_sequences where $"))
        .isEqualTo("3-4 6-7");
    damage("delete from purged_sequences where $ and first_sequence = 3");
    assertThat(damages()).containsExactly(new CommitsMissing(3, 4));
  }

  @Test
  void aCounterThatWouldGiveANumberTwice() {
    database.execute("update repos set last_sequence = 5 where id = " + id);
    assertThat(damages()).containsExactly(new CounterBehind(7, 5));
  }

  @Test
  void aBaseThatIsNoCommitOfMain() {
    damage("update commits set base_sequence = 4 where $ and sequence = 7");
    assertThat(damages()).contains(new CommitBaseWrong(7, "b", 4)).hasSize(1);
  }

  @Test
  void aBranchThatDoesNotEndAtItsLatestCommit() {
    damage("update branches set head_sequence = 6 where $ and name = 'b'");
    assertThat(damages()).containsExactly(new BranchHeadWrong("b", 7, 6));
  }

  @Test
  void aBranchThatForgotItsHash() {
    damage("update branches set head_hash = null where $ and name = 'main'");
    assertThat(damages()).containsExactly(new BranchHashWrong("main", commitHash(5), ""));
  }

  @Test
  void aBranchOnAnotherBaseThanItsCommits() {
    damage("update branches set base_sequence = 2 where $ and name = 'b'");
    assertThat(damages()).containsExactly(new BranchBaseWrong("b", 2));
  }

  @Test
  void aChangeOnAnotherBranchThanItsCommit() {
    damage(
        "insert into file_commits (repo_id, branch_id, path, sequence, superseded_at)"
            + " select repo_id, id, 'stray', 5, %d from branches where $ and name = 'b'"
                .formatted(CURRENT));
    assertThat(damages()).containsExactly(new ChangeStray(5, "b", "stray"));
  }

  @Test
  void aLifetimeWithAGap() {
    damage("update file_commits set superseded_at = 1 where $ and path = 'gone' and sequence = 1");
    assertThat(damages()).containsExactly(new LifetimeWrong(1, "main", "gone", 2, 1));
  }

  @Test
  void lifetimesThatOverlap() {
    damage("update file_commits set superseded_at = 4 where $ and path = 'a' and sequence = 1");
    assertThat(damages()).containsExactly(new LifetimeWrong(1, "main", "a", 2, 4));
  }

  @Test
  void anEndWithoutASuccessor() {
    damage("update file_commits set superseded_at = 6 where $ and path = 'large'");
    assertThat(damages()).containsExactly(new LifetimeWrong(5, "main", "large", CURRENT, 6));
  }

  @Test
  void aLifeThatOutlastsARebase() {
    damage("update file_commits set superseded_at = 7 where $ and path = 'c' and sequence = 3");
    assertThat(damages()).containsExactly(new LifetimeWrong(3, "b", "c", 6, 7));
  }

  @Test
  void aLostDocument() {
    String version = version("1");
    damage("delete from documents where $ and version_id = '%s'".formatted(version));
    assertThat(damages())
        .containsExactly(
            new DocumentMissing(1, "main", "a", version),
            new DocumentMissing(1, "main", "gone", version));
  }

  @Test
  void aChangeThatNamesNoVersionAtAll() {
    damage(
        "update file_commits set version_id = '%s' where $ and path = 'a' and sequence = 2"
            .formatted(NOWHERE));
    assertThat(damages()).containsExactly(new DocumentMissing(2, "main", "a", NOWHERE));
  }

  @Test
  void aChangeThatNamesAnotherVersion() {
    damage(
        "update file_commits set version_id = '%s' where $ and path = 'a' and sequence = 2"
            .formatted(version("1")));
    assertThat(damages())
        .containsExactly(new VersionMismatch(2, "main", "a", hash("2"), hash("1")));
  }

  @Test
  void aChangeWithAnotherHash() {
    damage(
        "update file_commits set content_hash = '\\x%s' where $ and path = 'a' and sequence = 2"
            .formatted(hash("1")));
    assertThat(damages())
        .containsExactly(new VersionMismatch(2, "main", "a", hash("1"), hash("2")));
  }

  @Test
  void aChangeThatLostItsVersion() {
    damage("update file_commits set version_id = null where $ and path = 'a' and sequence = 2");
    assertThat(damages()).containsExactly(new VersionMismatch(2, "main", "a", hash("2"), ""));
  }

  @Test
  void bytesThatWereChanged() {
    String version = version("4");
    damage(
        "update documents set content = 'five' where $ and version_id = '%s'".formatted(version));
    assertThat(damages())
        .containsExactly(new DocumentMismatch(version, hash("4"), hash("five"), 1, 4));
  }

  @Test
  void aSizeThatWasChanged() {
    String version = version("4");
    damage("update documents set size = 2 where $ and version_id = '%s'".formatted(version));
    assertThat(damages())
        .containsExactly(new DocumentMismatch(version, hash("4"), hash("4"), 2, 1));
  }

  @Test
  void aLostBlob() throws IOException {
    Files.delete(blob());
    assertThat(damages()).containsExactly(new BlobMissing(version(large()), hash(large())));
  }

  @Test
  void aChangedBlob() throws IOException {
    Files.writeString(blob(), "other");
    assertThat(damages())
        .containsExactly(
            new BlobMismatch(version(large()), hash(large()), hash("other"), large().length(), 5));
  }
}
