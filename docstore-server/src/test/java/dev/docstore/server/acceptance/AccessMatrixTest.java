package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.acceptance.Actor.Target;
import dev.docstore.server.access.AccessTable;
import dev.docstore.server.access.Role;
import dev.docstore.server.testing.SecuredServer;
import dev.docstore.server.testing.TestRepo;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every route and every kind of caller: the server does what {@link AccessContract} says. */
class AccessMatrixTest {
  private final Cast cast = new Cast();

  @Test
  void theContractNamesEveryRowOfTheAccessTableAndNoOther() {
    Set<String> table =
        SecuredServer.shared().bean(AccessTable.class).rows().stream()
            .filter(row -> !row.method().equals("HEAD") || row.pattern().contains("/-/"))
            .map(row -> row.method() + " " + row.pattern())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> contract =
        AccessContract.RULES.stream()
            .map(rule -> rule.method() + " " + rule.path())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(table).isEqualTo(contract);
  }

  @TestFactory
  Stream<DynamicTest> everyRouteToEveryCaller() {
    return AccessContract.RULES.stream()
        .flatMap(rule -> cast.actors().stream().map(actor -> test(rule, actor)));
  }

  private DynamicTest test(AccessRule rule, Actor actor) {
    Outcome expected = rule.expected(actor);
    return DynamicTest.dynamicTest(
        "%s %s as %s %s"
            .formatted(rule.method(), AccessRule.brief(rule.path()), actor.name(), expected),
        () ->
            expected.verify(
                AccessRequest.send(
                    actor.api(), rule.method(), rule.path(), target(rule, actor, expected))));
  }

  private Target target(AccessRule rule, Actor actor, Outcome expected) {
    boolean deletes =
        rule.need() == AccessRule.Need.DELETES_REPO && expected == Outcome.LET_THROUGH;
    return deletes ? cast.copyOf(actor.repo()) : actor.repo();
  }

  /** What only the body tells: the handler asks again (spec 01 §4.3, page 00 A8, E11, E12, H13). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "POST|commit|{'branch':'main','message':'m','files':[{'path':'a'}]}|maintainer",
        "POST|commit|{'Branch':'b','BRANCH':'main','message':'m','files':[{'path':'a'}]} {}|maintainer",
        "POST|commit|{'branch':'theirs','message':'m','files':[{'path':'a'}]}|writer",
        "PATCH|branch/theirs|{'draft':false,'protected':true}|admin",
        "PATCH|branch/theirs|{'draft':false}|writer",
        "DELETE|branch/theirs||maintainer"
      })
  void whatTheBodyAsksForNeedsMore(
      String method, String endpoint, @Nullable String body, String needed) {
    Role enough = Role.parse(needed).orElseThrow();
    for (Role role : Role.values()) {
      Actor actor = cast.actor(role.wireName());
      Target target = cast.copyOf(actor.repo());
      TestRepo repo = TestRepo.of(cast.actor("admin").api(), target.repo());
      repo.fork("theirs");
      Outcome expected = role.atLeast(enough) ? Outcome.LET_THROUGH : Outcome.REFUSED;

      expected.verify(
          repo.via(actor.api())
              .send(method, endpoint, body == null ? "" : body.replace('\'', '"')));
    }
  }

  @Test
  void aWriterMayDeleteABranchOfTheirOwn() {
    Actor writer = cast.actor("writer");
    TestRepo repo = TestRepo.of(writer.api(), writer.repo().repo());
    repo.fork("mine");

    repo.delete("branch/mine").expect(204);
  }

  @Test
  void theServiceReportsOneCheckOnly() {
    Actor service = cast.actor("service");
    TestRepo repo = TestRepo.of(service.api(), service.repo().repo());
    String check = "{\"branch\":\"main\",\"check_name\":\"%s\",\"status\":\"failed\"}";

    repo.post("check", check.formatted("ci/config")).expect(201);
    Outcome.REFUSED.verify(repo.post("check", check.formatted("build")));
    Outcome.REFUSED.verify(repo.post("check", check.formatted("CI/config")));
  }
}
