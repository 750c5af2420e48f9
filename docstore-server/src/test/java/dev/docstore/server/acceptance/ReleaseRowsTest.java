package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Row 29 of spec 01 §19: releases. */
class ReleaseRowsTest {
  private static final TestServer SERVER = TestServer.shared();
  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
  }

  @Test
  void row29NamesASequenceOrMainsHead() {
    repo.commit("main", "a", "1");
    repo.commit("main", "b", "2");
    JsonNode explicit = create("{\"name\":\"v1\",\"sequence\":1,\"body\":\"notes\"}");
    assertThat(explicit.propertyNames())
        .containsExactly("id", "repo", "name", "sequence", "body", "created_by", "created_at");
    assertThat(explicit.get("sequence").asLong()).isEqualTo(1);
    JsonNode head = create("{\"name\":\"v2/rc\",\"body\":\"\"}");
    assertThat(head.get("sequence").asLong()).isEqualTo(2);
    assertThat(head.has("body")).isFalse();
    assertThat(repo.get("releases/v2/rc").expect(200).json()).isEqualTo(head);
    assertThat(repo.get("releases/v1").expect(200).json()).isEqualTo(explicit);
  }

  @Test
  void row29RefusesATakenNameAndAnUnknownSequence() {
    repo.fork("b");
    repo.commit("b", "a", "1");
    create("{\"name\":\"v1\",\"sequence\":1}");
    repo.post("releases", "{\"name\":\"v1\"}")
        .expectError(409, "CONFLICT", "release already exists");
    for (String sequence : new String[] {"0", "-1", "2", "9223372036854775807"}) {
      repo.post("releases", "{\"name\":\"v2\",\"sequence\":" + sequence + "}")
          .expectError(400, "BAD_REQUEST", "sequence not found");
    }
    repo.post("releases", "{}").expectError(400, "BAD_REQUEST", "name is required");
    repo.post("releases", "{\"name\":\"a\\nb\"}")
        .expectError(400, "BAD_REQUEST", "name may not contain control characters");
  }

  @Test
  void row29ListsInPagesNewestFirst() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.addFirst(create("{\"name\":\"v%d\"}".formatted(i)).get("id").asString());
    }
    assertThat(ids("limit=10")).isEqualTo(ids);
    assertThat(ids("limit=2")).isEqualTo(ids.subList(0, 2));
    assertThat(ids("limit=2&after=" + ids.get(1))).isEqualTo(ids.subList(2, 4));
    assertThat(ids("after=" + ids.getLast())).isEmpty();
    for (String cursor : new String[] {UUID.randomUUID().toString(), "nonsense"}) {
      repo.get("releases?after=" + cursor)
          .expectError(400, "BAD_REQUEST", "invalid pagination cursor");
    }
    repo.get("releases?limit=0").expectError(400, "BAD_REQUEST", "invalid 'limit' parameter");
  }

  private JsonNode create(String body) {
    return repo.post("releases", body).expect(201).json();
  }

  private List<String> ids(String query) {
    return repo.get("releases?" + query)
        .expect(200)
        .json()
        .get("releases")
        .valueStream()
        .map(release -> release.get("id").asString())
        .toList();
  }
}
