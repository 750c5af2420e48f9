package dev.docstore.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.json.Json;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What policies see (spec 02 §7.3, page 00 D3), told by a policy that gives it as its reason. */
class InputDocumentTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String MIRROR =
      "package docstore.mirror\n\nallow := false\n\nreason := json.marshal(input)\n";

  private TestRepo repo;

  @BeforeEach
  void repo() {
    repo = TestRepo.newOn(SERVER);
    repo.send("PUT", "roles/wendy", "{\"role\":\"writer\"}").expect(200);
    repo.send("PUT", "roles/max", "{\"role\":\"maintainer\"}").expect(200);
    repo.commit("main", ".docstore/policy/mirror.rego", MIRROR, "old", "x");
  }

  private JsonNode input() {
    JsonNode policies = repo.get("branch/b/status").expect(200).json().get("policies");
    return Json.MAPPER.readTree(policies.get(0).get("reason").asString());
  }

  private static JsonNode expected(String json) {
    return Json.MAPPER.readTree(json.replace('\'', '"'));
  }

  @Test
  void nothingIsEverNull() {
    repo.fork("b");

    assertThat(input())
        .isEqualTo(
            expected(
                """
                {'actor':'admin@example.com','actor_roles':['admin'],'action':'merge',
                 'repo':'%s','branch':'b','draft':false,'changed_paths':[],'reviews':[],
                 'effective_reviews':[],'check_runs':[],'owners':{},'owner_rules':{},
                 'head_sequence':1,'base_sequence':1,'proposal':null}
                """
                    .formatted(repo.name())));
  }

  @Test
  void everythingIsThere() {
    repo.commit("main", "OWNERS", "root@x\n", "src/OWNERS", "ann@x\nbob@x\n");
    repo.fork("b");
    repo.via(SERVER.as("wendy")).commit("b", "src/f", "new", "old", null);
    String proposal =
        repo.post("proposals", "{\"branch\":\"b\",\"title\":\"Try it\"}")
            .expect(201)
            .json()
            .get("id")
            .asString();
    review("max", "approved");
    review("max", "rejected");
    review("admin@example.com", "approved");
    review("admin@example.com", "dismissed");
    repo.via(SERVER.as("wendy"))
        .post("check", "{\"branch\":\"b\",\"check_name\":\"ci/test\",\"status\":\"failed\"}")
        .expect(201);
    repo.via(SERVER.as("wendy"))
        .post(
            "check",
            "{\"branch\":\"b\",\"check_name\":\"ci/test\",\"status\":\"passed\",\"attempt\":2}")
        .expect(201);

    assertThat(input())
        .isEqualTo(
            expected(
                """
                {'actor':'admin@example.com','actor_roles':['admin'],'action':'merge',
                 'repo':'%s','branch':'b','draft':false,'changed_paths':['old','src/f'],
                 'reviews':[
                   {'reviewer':'admin@example.com','status':'dismissed','sequence':3},
                   {'reviewer':'admin@example.com','status':'approved','sequence':3},
                   {'reviewer':'max','status':'rejected','sequence':3},
                   {'reviewer':'max','status':'approved','sequence':3}],
                 'effective_reviews':[
                   {'reviewer':'max','status':'rejected','sequence':3,'role':'maintainer'}],
                 'check_runs':[
                   {'check_name':'ci/test','status':'passed','sequence':3,'reporter':'wendy',
                    'reporter_kind':'person','attempt':2}],
                 'owners':{'old':['root@x'],'src/f':['ann@x','bob@x']},
                 'owner_rules':{'':['root@x'],'src':['ann@x','bob@x']},
                 'head_sequence':3,'base_sequence':2,
                 'proposal':{'id':'%s','base_branch':'main','title':'Try it','state':'open'}}
                """
                    .formatted(repo.name(), proposal)));
  }

  @Test
  void whatWasSaidOfAnOlderHeadIsNotThere() {
    repo.fork("b");
    repo.via(SERVER.as("wendy")).commit("b", "f", "1");
    review("max", "approved");
    repo.via(SERVER.as("wendy")).commit("b", "f", "2");

    for (String list : List.of("reviews", "effective_reviews", "check_runs")) {
      assertThat(input().get(list)).as(list).isEmpty();
    }
  }

  private void review(String reviewer, String status) {
    repo.via(SERVER.as(reviewer))
        .post("review", "{\"branch\":\"b\",\"status\":\"%s\"}".formatted(status))
        .expect(201);
  }
}
