package dev.docstore.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Routes;
import dev.docstore.server.testing.Routes.Route;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a handler declares to read from its query is what its code reads. */
class QueryDeclarationTest {
  private static final ReachableCode CODE = new ReachableCode();

  @ParameterizedTest
  @MethodSource("routes")
  void declaresWhatItReadsAndReadsWhatItDeclares(Route route) {
    List<CodeFacts> facts = CODE.from(Stream.of(ReachableCode.root(route.handler())));
    Set<String> read = Responses.union(facts, f -> f.queryReads);

    assertThat(read)
        .as("query parameters that %s reads, and those of @QueryParameter and @Paged", route.name())
        .doesNotContain(CodeFacts.COMPUTED)
        .isEqualTo(Parameters.declared(route.handler()));
  }

  static List<Route> routes() {
    return Routes.of(TestServer.shared());
  }
}
