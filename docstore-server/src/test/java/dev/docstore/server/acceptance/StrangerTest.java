package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.acceptance.AccessRule.Need;
import dev.docstore.server.acceptance.Actor.Target;
import dev.docstore.server.testing.Answer;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Who may not know of a repo or org cannot tell it from one that is not there (page 00 A6, H14).
 */
class StrangerTest {
  private static final Set<Need> HIDING =
      Set.of(
          Need.READS_ORG,
          Need.DELETES_ORG,
          Need.KNOWS_REPO,
          Need.DELETES_REPO,
          Need.READER,
          Need.WRITER,
          Need.MAINTAINER,
          Need.ADMIN,
          Need.OWN_CREDENTIAL);

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final Cast cast = new Cast();

  @TestFactory
  Stream<DynamicTest> whatIsForbiddenLooksLikeWhatIsNotThere() {
    return AccessContract.RULES.stream()
        .filter(rule -> HIDING.contains(rule.need()))
        .map(AccessRule::path)
        .distinct()
        .flatMap(path -> METHODS.stream().flatMap(method -> tests(method, path)));
  }

  private Stream<DynamicTest> tests(String method, String path) {
    return Stream.of("stranger", "job of another repo", "nobody", "finished job")
        .map(cast::actor)
        .map(
            actor ->
                DynamicTest.dynamicTest(
                    "%s %s as %s".formatted(method, AccessRule.brief(path), actor.name()),
                    () -> {
                      Target there = actor.repo();
                      // As long as the other, should a name be shown.
                      Target nowhere =
                          new Target(
                              mirror(there.org()), mirror(there.org()) + "/app", there.job());
                      Answer forbidden = AccessRequest.send(actor.api(), method, path, there);
                      Answer unknown = AccessRequest.send(actor.api(), method, path, nowhere);

                      assertThat(forbidden.status()).isEqualTo(unknown.status()).isNotEqualTo(200);
                      assertThat(forbidden.text()).isEqualTo(unknown.text());
                      assertThat(forbidden.headerNames()).isEqualTo(unknown.headerNames());
                    }));
  }

  private static String mirror(String name) {
    return new StringBuilder(name).reverse().toString();
  }
}
