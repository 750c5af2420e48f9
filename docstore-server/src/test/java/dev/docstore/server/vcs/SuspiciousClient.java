package dev.docstore.server.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.chain.CommitHash;
import dev.docstore.common.name.ContentHash;
import dev.docstore.server.testing.TestRepo;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/**
 * What a suspicious client does with {@code chain} (spec 01 §13.2); and it has the server verify
 * itself, too.
 */
public final class SuspiciousClient {
  private SuspiciousClient() {}

  /** Recomputes every hash of the repo; returns how many commits there are. */
  public static int verify(TestRepo repo) {
    assertThat(repo.get("verify").expect(200).json().get("damages")).isEmpty();
    JsonNode chain = repo.get("chain?from=1&to=9223372036854775807").expect(200).json();
    assertThat(chain.valueStream().mapToLong(e -> e.get("sequence").asLong()).toArray())
        .as("sequences without gaps")
        .isEqualTo(LongStream.rangeClosed(1, chain.size()).toArray());
    Map<String, ContentHash> heads = new HashMap<>();
    for (JsonNode entry : chain) {
      String branch = entry.get("branch").asString();
      ContentHash hash = recompute(repo, entry, heads.getOrDefault(branch, CommitHash.GENESIS));
      assertThat(entry.get("commit_hash").asString()).as(entry.toString()).isEqualTo(hash.hex());
      heads.put(branch, hash);
    }
    return chain.size();
  }

  private static ContentHash recompute(TestRepo repo, JsonNode entry, ContentHash previous) {
    return CommitHash.of(
        previous,
        new CommitHash.Header(
            entry.get("sequence").asLong(),
            repo.name(),
            entry.get("branch").asString(),
            entry.get("author").asString(),
            entry.get("message").asString(),
            Instant.parse(entry.get("created_at").asString())),
        entry
            .get("files")
            .valueStream()
            .map(
                file ->
                    new CommitHash.File(
                        file.get("path").asString(),
                        file.get("content_hash").asString(),
                        file.has("mode")))
            .toList());
  }
}
