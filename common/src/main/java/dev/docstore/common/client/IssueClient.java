package dev.docstore.common.client;

import dev.docstore.common.wire.Created;
import dev.docstore.common.wire.Issue;
import dev.docstore.common.wire.IssueComment;
import dev.docstore.common.wire.IssueCommentRequest;
import dev.docstore.common.wire.IssueCreated;
import dev.docstore.common.wire.IssueRef;
import dev.docstore.common.wire.IssueRefRequest;
import dev.docstore.common.wire.IssueRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The issues of one repo (spec 02 §6); errors as {@link DocStoreClient} says. */
public final class IssueClient {
  private final Http http;
  private final String base;

  IssueClient(Http http, String base) {
    this.http = http;
    this.base = base;
  }

  /**
   * Issues, highest number first.
   *
   * @param state {@code open}, {@code closed} or {@code all}
   * @param author null for anybody
   */
  public List<Issue> list(String state, @Nullable String author) {
    Call call = Call.get(base).query("state", state).query("author", author);
    return http.list(call, "issues", Issue.class);
  }

  /** The issues tied to a proposal, lowest number first. */
  public List<Issue> ofProposal(String id) {
    String proposal = base.substring(0, base.length() - "issues".length()) + "proposals/";
    return http.list(Call.get(proposal + Escape.segment(id) + "/issues"), "issues", Issue.class);
  }

  /** Opens an issue. */
  public IssueCreated create(String title, @Nullable String body) {
    return http.read(Call.post(base, new IssueRequest(title, body, null)), IssueCreated.class);
  }

  /** One issue. */
  public Issue get(long number) {
    return http.read(Call.get(path(number, "")), Issue.class);
  }

  /**
   * Closes an open issue.
   *
   * @param reason {@code completed}, {@code not_planned} or {@code duplicate}
   */
  public Issue close(long number, String reason) {
    return http.read(Call.post(path(number, "/close"), Map.of("reason", reason)), Issue.class);
  }

  /** Opens a closed issue again. */
  public Issue reopen(long number) {
    return http.read(Call.post(path(number, "/reopen"), Map.of()), Issue.class);
  }

  /** The comments on an issue, oldest first. */
  public List<IssueComment> comments(long number) {
    return http.list(Call.get(path(number, "/comments")), "comments", IssueComment.class);
  }

  /** Comments on an issue. */
  public Created addComment(long number, String body) {
    return http.read(
        Call.post(path(number, "/comments"), new IssueCommentRequest(body)), Created.class);
  }

  /** Replaces a comment's text. */
  public IssueComment editComment(long number, String id, String body) {
    return http.read(
        Call.patch(path(number, "/comments/" + Escape.segment(id)), new IssueCommentRequest(body)),
        IssueComment.class);
  }

  /** What an issue is tied to, oldest first. */
  public List<IssueRef> refs(long number) {
    return http.list(Call.get(path(number, "/refs")), "refs", IssueRef.class);
  }

  /**
   * Ties an issue to a proposal or a commit.
   *
   * @param type {@code proposal} or {@code commit}
   */
  public Created tie(long number, String type, String id) {
    return http.read(
        Call.post(path(number, "/refs"), new IssueRefRequest(type, id)), Created.class);
  }

  private String path(long number, String rest) {
    return base + "/" + number + rest;
  }
}
