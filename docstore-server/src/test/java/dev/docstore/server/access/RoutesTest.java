package dev.docstore.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.access.Need.RepoRole;
import dev.docstore.server.testing.Routes;
import dev.docstore.server.testing.Routes.Route;
import dev.docstore.server.testing.TestServer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private static final TestServer SERVER = TestServer.shared();

  private final AccessTable table = SERVER.bean(AccessTable.class);
  private final List<Route> routes = Routes.of(SERVER);

  @Test
  void everyRouteDeclaresWhatItNeeds() {
    Set<String> undeclared = new TreeSet<>();
    routes.stream()
        .filter(route -> table.rowOf(route.method(), route.pattern()).isEmpty())
        .forEach(route -> undeclared.add(route.name()));

    assertThat(undeclared).isEmpty();
    assertThat(routes).hasSizeGreaterThan(30);
  }

  @Test
  void everyRepoRouteIsClosedToStrangers() {
    String repo = SERVER.newRepo();
    Set<String> open = new TreeSet<>();
    routes.stream()
        .filter(
            route ->
                table
                    .rowOf(route.method(), route.pattern())
                    .filter(row -> row.need() instanceof RepoRole)
                    .isPresent())
        .forEach(
            route -> {
              String path = route.pattern().replace("{repo}", repo).replaceAll("\\{[^}]*}", "1");
              int status =
                  SERVER.as("stranger@example.com").send(route.method(), path, "{}").status();
              if (status != 403) {
                open.add(route.method() + " " + path + " answers " + status);
              }
            });

    assertThat(open).isEmpty();
  }

  @Test
  void outsideReposHeadNeedsWhatGetNeeds() {
    assertThat(table.rows())
        .filteredOn(row -> row.method().equals("GET") && !row.pattern().startsWith("/repos/"))
        .hasSizeGreaterThan(10)
        .allSatisfy(
            row ->
                assertThat(table.rowOf("HEAD", row.pattern()).orElseThrow().need())
                    .isEqualTo(row.need()));
    SERVER.as("stranger@example.com").send("HEAD", "/events", "").expect(403);
  }
}
