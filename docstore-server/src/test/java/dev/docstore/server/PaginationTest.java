package dev.docstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.Listings.Cursor;
import dev.docstore.server.Listings.Listing;
import dev.docstore.server.testing.Routes;
import dev.docstore.server.testing.Routes.Route;
import dev.docstore.server.testing.TestServer;
import dev.docstore.server.web.Paged;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every list is read page by page (page 00 A7), whatever happens meanwhile. */
class PaginationTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final Listings LISTINGS = new Listings(SERVER);

  static Set<String> listings() {
    return LISTINGS.routes();
  }

  @Test
  void coversEveryListOfTheServer() {
    Set<String> paged =
        Routes.of(SERVER).stream()
            .filter(route -> route.handler().isAnnotationPresent(Paged.class))
            .map(Route::pattern)
            .collect(Collectors.toSet());
    paged.add("/repos/{repo}/-/ci-jobs");

    assertThat(listings()).containsAll(paged);
  }

  @ParameterizedTest
  @MethodSource("listings")
  void pagesOfAnySizeMakeTheWholeList(String route) {
    Listing list = LISTINGS.of(route);
    synchronized (LISTINGS) {
      List<String> whole = list.keys("");

      assertThat(whole).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
      assertThat(list.walk(1, () -> {})).isEqualTo(whole);
      assertThat(list.walk(3, () -> {})).isEqualTo(whole);
      if (list.cursor() == Cursor.NAME) {
        assertThat(whole).isSorted();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("listings")
  void losesNothingWhileTheListGrows(String route) {
    Listing list = LISTINGS.of(route);
    synchronized (LISTINGS) {
      List<String> before = list.keys("");
      List<Integer> next = new ArrayList<>(IntStream.range(10, 14).boxed().toList());

      List<String> seen =
          list.walk(
              2,
              () -> {
                if (!next.isEmpty()) {
                  list.more().add(next.removeFirst());
                }
              });

      assertThat(seen).doesNotHaveDuplicates().containsSubsequence(before);
    }
  }

  @ParameterizedTest
  @MethodSource("listings")
  void refusesWhatIsNoLimit(String route) {
    Listing list = LISTINGS.of(route);
    for (String limit : List.of("0", "-1", "x", "99999999999999999999")) {
      JsonNode refusal = list.api().get(list.path() + "&limit=" + limit).expect(400).json();

      assertThat(refusal.get("error").asString()).startsWith("invalid 'limit' parameter");
    }
  }

  @ParameterizedTest
  @MethodSource("listings")
  void refusesWhatIsNoCursor(String route) {
    Listing list = LISTINGS.of(route);
    if (list.cursor() == Cursor.NAME) {
      assertThat(list.keys("&after=zzzz")).isEmpty();
      return;
    }
    JsonNode refusal = list.api().get(list.path() + "&after=x-1").expect(400).json();

    assertThat(refusal.get("error").asString())
        .isIn("invalid 'after' parameter", "invalid pagination cursor");
  }

  @ParameterizedTest
  @MethodSource("listings")
  void refusesAnIdThatIsNotInTheList(String route) {
    Listing list = LISTINGS.of(route);
    if (list.cursor() == Cursor.ID) {
      list.api()
          .get(list.path() + "&after=" + UUID.randomUUID())
          .expectError(400, "BAD_REQUEST", "invalid pagination cursor");
    } else {
      assertThat(list.keys("&after=")).isEqualTo(list.keys(""));
    }
  }
}
