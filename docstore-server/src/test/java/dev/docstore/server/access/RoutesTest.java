package dev.docstore.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.access.Need.RepoRole;
import dev.docstore.server.testing.TestServer;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class RoutesTest {
  private static final TestServer SERVER = TestServer.shared();

  private record Route(String method, String pattern) {}

  private final AccessTable table = SERVER.bean(AccessTable.class);

  @Test
  void everyRouteDeclaresWhatItNeeds() {
    Set<String> undeclared = new TreeSet<>();
    routes()
        .filter(route -> table.rowOf(route.method(), route.pattern()).isEmpty())
        .forEach(route -> undeclared.add(route.method() + " " + route.pattern()));

    assertThat(undeclared).isEmpty();
    assertThat(routes()).hasSizeGreaterThan(30);
  }

  @Test
  void everyRepoRouteIsClosedToStrangers() {
    String repo = SERVER.newRepo();
    Set<String> open = new TreeSet<>();
    routes()
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

  /** The routes of our own controllers; Spring's error page is not one that anybody asks for. */
  private static Stream<Route> routes() {
    Map<RequestMappingInfo, HandlerMethod> handlers =
        SERVER.bean(RequestMappingHandlerMapping.class).getHandlerMethods();
    return handlers.entrySet().stream()
        .filter(entry -> entry.getValue().getBeanType().getName().startsWith("dev.docstore."))
        .flatMap(entry -> routes(entry.getKey()));
  }

  private static Stream<Route> routes(RequestMappingInfo info) {
    assertThat(info.getMethodsCondition().getMethods()).as(info::toString).isNotEmpty();
    return info.getMethodsCondition().getMethods().stream()
        .flatMap(
            method ->
                info.getPatternValues().stream().map(pattern -> new Route(method.name(), pattern)));
  }
}
