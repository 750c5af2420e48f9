package dev.docstore.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.server.testing.Answer;

/** What access control may do with a request. */
enum Outcome {
  /** What the handler then says of an empty body or an unknown name does not matter. */
  LET_THROUGH("is let through"),
  REFUSED("is refused"),
  /** As if there were no such repo or org. */
  HIDDEN("is told of nothing"),
  UNKNOWN("is asked who it is");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  /** Fails unless the answer is of this kind. */
  void verify(Answer answer) {
    switch (this) {
      case LET_THROUGH -> {
        assertThat(answer.status()).as(answer::text).isNotIn(401, 403);
        assertThat(answer.status() < 500 || answer.status() == 503).as(answer::text).isTrue();
        if (answer.status() == 404) {
          assertThat(answer.text()).doesNotContain("REPO_NOT_FOUND", "ORG_NOT_FOUND");
        }
      }
      case REFUSED -> {
        answer.expect(403);
        assertThat(answer.text())
            .satisfiesAnyOf(
                text ->
                    assertThat(text).startsWith("{\"code\":\"FORBIDDEN\",\"error\":\"forbidden"),
                text -> assertThat(text).isEmpty());
      }
      case HIDDEN -> {
        answer.expect(404);
        assertThat(answer.text())
            .satisfiesAnyOf(
                text -> assertThat(text).contains("\"REPO_NOT_FOUND\"", "\"repo not found\""),
                text -> assertThat(text).contains("\"ORG_NOT_FOUND\"", "\"org not found\""),
                text -> assertThat(text).isEmpty());
      }
      case UNKNOWN -> {
        answer.expect(401);
        assertThat(answer.text())
            .isIn(
                "{\"code\":\"UNAUTHORIZED\",\"error\":\"unauthenticated\"}\n",
                "unauthorized\n",
                "");
      }
    }
  }

  @Override
  public String toString() {
    return words;
  }
}
