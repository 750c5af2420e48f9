package dev.docstore.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.cli.TestDs;
import dev.docstore.cli.fixture.Answer;
import dev.docstore.common.wire.Created;
import dev.docstore.common.wire.Issue;
import dev.docstore.common.wire.IssueComment;
import dev.docstore.common.wire.IssueCreated;
import dev.docstore.common.wire.IssueRef;
import dev.docstore.common.wire.Proposal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Spec 04 A6: issues, and what is ours to say about proposals. */
class IssuesTest extends WorkspaceTest {
  private static final Instant AT = Instant.parse("2026-03-04T05:06:07.89Z");

  private static Issue issue(String title, boolean closed) {
    return new Issue(
        "i-1",
        "acme/app",
        12,
        title,
        closed ? "first line\nsecond\u001b[31m" : null,
        "alice",
        closed ? "closed" : "open",
        closed ? "duplicate" : null,
        closed ? "bob" : null,
        List.of(),
        closed ? AT : null,
        AT,
        AT);
  }

  private void lists(String query, List<Issue> issues) {
    server.answer("GET " + API + "issues?" + query, Answer.json(200, Map.of("issues", issues)));
  }

  @Test
  void listsOpenIssues() {
    lists("state=open", List.of(issue("A title of more than thirty-eight code points", false)));
    String table =
        """
        NUMBER  TITLE                                     AUTHOR                          STATE     CREATED
        12      A title of more than thirty-eight cod…    alice                           open      2026-03-04T05:06:07Z
        """;

    assertThat(ds.run("issues").done()).isEqualTo(table);
    assertThat(ds.run("issues", "list").done()).isEqualTo(table);
    assertThat(ds.run("issues", "--json").done()).startsWith("[{\"id\":\"i-1\"");
  }

  @Test
  void asksForAStateAndAnAuthor() {
    lists("", List.of());

    assertThat(ds.run("issues", "--state", "closed", "--author", "bob@example.com").done())
        .isEqualTo("No closed issues\n");
    assertThat(server.lines("/issues"))
        .containsExactly("GET " + API + "issues?author=bob%40example.com&state=closed");
  }

  @Test
  void opensAnIssue() {
    server.answer("POST " + API + "issues", Answer.json(201, new IssueCreated("i-1", 12)));

    assertThat(ds.run("issues", "create", "--title", "It breaks", "--body", "often").done())
        .isEqualTo("Created issue #12\n");
    assertThat(server.last("POST").body())
        .isEqualTo("{\"title\":\"It breaks\",\"body\":\"often\"}");
    assertThat(ds.run("issues", "create").err())
        .isEqualTo("usage: ds issues create --title <title> [--body <markdown>]\n");
  }

  @Test
  void showsAnIssueWithAllThatHangsOnIt() {
    server.answer("GET " + API + "issues/12", Answer.json(200, issue("It breaks", true)));
    server.answer(
        "GET " + API + "issues/12/comments",
        Answer.json(
            200,
            Map.of(
                "comments",
                List.of(new IssueComment("c", "i-1", "acme/app", "me too", "bob", AT, null)))));
    server.answer(
        "GET " + API + "issues/12/refs",
        Answer.json(
            200, Map.of("refs", List.of(new IssueRef("r", "i-1", "acme/app", "commit", "7", AT)))));

    assertThat(ds.run("issues", "show", "12").done())
        .isEqualTo(
            """
            Issue #12: It breaks
            State:   closed
            Author:  alice
            Created: 2026-03-04T05:06:07Z
            Closed:  duplicate

            first line
            second\\x1b[31m

            Comments (1):
              [2026-03-04] bob: me too

            Refs (1):
              commit: 7
            """);
  }

  @Test
  void showsNothingOfWhatThereIsNot() {
    server.answer("GET " + API + "issues/12", Answer.json(200, issue("It breaks", false)));
    server.answer("GET " + API + "issues/12/comments", Answer.error(403, "FORBIDDEN", "forbidden"));
    server.answer("GET " + API + "issues/12/refs", Answer.json(200, Map.of("refs", List.of())));

    assertThat(ds.run("issues", "show", "12").done())
        .isEqualTo(
            """
            Issue #12: It breaks
            State:   open
            Author:  alice
            Created: 2026-03-04T05:06:07Z
            """);
  }

  @Test
  void closesAndReopens() {
    server.answer("POST " + API + "issues/12/", Answer.json(200, issue("t", true)));

    assertThat(ds.run("issues", "close", "12", "--reason", "duplicate").done())
        .isEqualTo("Closed issue #12\n");
    assertThat(server.last("POST").body()).isEqualTo("{\"reason\":\"duplicate\"}");
    ds.run("issues", "close", "12").done();
    assertThat(server.last("POST").body()).isEqualTo("{\"reason\":\"completed\"}");
    assertThat(ds.run("issues", "reopen", "12").done()).isEqualTo("Reopened issue #12\n");
    assertThat(server.last("POST").body()).isEqualTo("{}");
  }

  @Test
  void commentsAndCorrectsAComment() {
    server.answer("POST " + API + "issues/12/comments", Answer.json(201, new Created("c-1")));
    server.answer(
        "PATCH " + API + "issues/12/comments/c-1",
        Answer.json(200, new IssueComment("c-1", "i-1", "acme/app", "b", "bob", AT, AT)));

    assertThat(ds.run("issues", "comment", "add", "12", "--body", "me too").done())
        .isEqualTo("Added comment c-1\n");
    assertThat(ds.run("issues", "comment", "edit", "12", "c-1", "--body", "not me").done())
        .isEqualTo("Updated comment c-1\n");
    assertThat(server.last("PATCH").body()).isEqualTo("{\"body\":\"not me\"}");
    assertThat(ds.run("issues", "comment").err())
        .isEqualTo("usage: ds issues comment add|edit ...\n");
  }

  @Test
  void listsAndMakesRefs() {
    server.answer("GET " + API + "issues/12/refs", Answer.json(200, Map.of("refs", List.of())));
    assertThat(ds.run("issues", "refs", "12").done()).isEqualTo("No refs for issue #12\n");
    server.answer(
        "GET " + API + "issues/12/refs",
        Answer.json(
            200, Map.of("refs", List.of(new IssueRef("r", "i-1", "acme/app", "commit", "7", AT)))));
    assertThat(ds.run("issues", "refs", "12").done())
        .isEqualTo(
            """
            TYPE        REF_ID                                CREATED
            commit      7                                     2026-03-04T05:06:07Z
            """);

    server.answer("POST " + API + "issues/12/refs", Answer.json(201, new Created("r-2")));
    assertThat(ds.run("issues", "tie", "12", "--commit", "7").done())
        .isEqualTo("Tied commit 7 to issue #12\n");
    assertThat(server.last("POST").body()).isEqualTo("{\"ref_type\":\"commit\",\"ref_id\":\"7\"}");
    assertThat(ds.run("issues", "tie", "12", "--proposal", "p-1").done())
        .isEqualTo("Tied proposal p-1 to issue #12\n");
    assertThat(ds.run("issues", "tie", "12").status()).isEqualTo(2);
  }

  @Test
  void anIssueNumberIsAnInteger() {
    for (String command : new String[] {"show", "close", "reopen", "refs"}) {
      TestDs.Outcome outcome = ds.run("issues", command, "twelve");

      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.err()).isEqualTo("error: invalid issue number: twelve\n");
    }
  }

  @Test
  void showsAProposalAndOpensItAgain() {
    server.answer(
        "GET " + API + "proposals/p-1",
        Answer.json(
            200,
            new Proposal(
                "p-1", "acme/app", "x", "main", "Do it", "Closes #12", "alice", "closed", AT, AT)));
    server.answer(
        "GET " + API + "proposals/p-1/issues",
        Answer.json(200, Map.of("issues", List.of(issue("It breaks", false)))));
    server.answer("POST " + API + "proposals/p-1/reopen", Answer.empty(204));

    assertThat(ds.run("proposal", "show", "p-1").done())
        .isEqualTo(
            """
            Proposal p-1: Do it
            State:   closed
            Branch:  x into main
            Author:  alice
            Created: 2026-03-04T05:06:07Z

            Closes #12

            Issues (1):
              #12 [open] It breaks
            """);
    assertThat(ds.run("proposal", "reopen", "p-1").done()).isEqualTo("Proposal p-1 reopened\n");
  }
}
