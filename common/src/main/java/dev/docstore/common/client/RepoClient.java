package dev.docstore.common.client;

import dev.docstore.common.name.ContentHash;
import dev.docstore.common.wire.Branch;
import dev.docstore.common.wire.BranchCreated;
import dev.docstore.common.wire.BranchRequest;
import dev.docstore.common.wire.ChainEntry;
import dev.docstore.common.wire.CheckRun;
import dev.docstore.common.wire.CommitFile;
import dev.docstore.common.wire.CommitInfo;
import dev.docstore.common.wire.CommitResponse;
import dev.docstore.common.wire.CommitSummary;
import dev.docstore.common.wire.Created;
import dev.docstore.common.wire.Diff;
import dev.docstore.common.wire.FileContent;
import dev.docstore.common.wire.FileHistoryEntry;
import dev.docstore.common.wire.MergeResponse;
import dev.docstore.common.wire.Proposal;
import dev.docstore.common.wire.ProposalRequest;
import dev.docstore.common.wire.RoleGrant;
import dev.docstore.common.wire.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations inside one repo; errors as {@link DocStoreClient} says. */
public final class RepoClient {
  private static final int TREE_PAGE = 1000;

  private final Http http;
  private final String name;

  RepoClient(Http http, String name) {
    this.http = http;
    this.name = name;
  }

  /** The repo's full name. */
  public String name() {
    return name;
  }

  /**
   * The ETag of a branch at a head (spec 01 §1.6), for {@code If-Match}.
   *
   * @return quotes included
   */
  public String branchTag(String branch, long headSequence) {
    String parts = name + ":" + branch + ":" + headSequence;
    return '"' + ContentHash.of(parts.getBytes(StandardCharsets.UTF_8)).hex() + '"';
  }

  /** The whole tree of a branch at one sequence, by path, fetched page by page. */
  public List<TreeEntry> tree(String branch, long at) {
    List<TreeEntry> tree = new ArrayList<>();
    @Nullable String after = null;
    while (true) {
      Call call =
          Call.get(path("tree"))
              .query("branch", branch)
              .query("at", at)
              .query("limit", TREE_PAGE)
              .query("after", after);
      List<TreeEntry> page = http.list(call, "entries", TreeEntry.class);
      tree.addAll(page);
      if (page.size() < TREE_PAGE) {
        return tree;
      }
      after = page.getLast().path();
    }
  }

  /**
   * A file with its bytes.
   *
   * @param at null for the head
   */
  public FileContent file(String path, String branch, @Nullable Long at) {
    return http.read(fileCall(path, branch, at), FileContent.class);
  }

  /**
   * A file's bytes as a stream, which the caller closes.
   *
   * @param at null for the head
   */
  public Response rawFile(String path, String branch, @Nullable Long at) {
    return http.open(fileCall(path, branch, at).query("format", "raw"));
  }

  private Call fileCall(String path, String branch, @Nullable Long at) {
    return Call.get(path("file/" + Escape.path(path))).query("branch", branch).query("at", at);
  }

  /** The changes of one file, newest first. */
  public List<FileHistoryEntry> history(String path, String branch, int limit) {
    Call call = Call.get(path("file/" + Escape.path(path) + "/history"));
    return http.list(
        call.query("branch", branch).query("limit", limit), "history", FileHistoryEntry.class);
  }

  /** The tree of a branch at one sequence as an uncompressed tar, which the caller closes. */
  public Response archive(String branch, long at) {
    return http.open(Call.get(path("archive")).query("branch", branch).query("at", at));
  }

  /**
   * Commits; the author travels for the record only, the server knows its caller.
   *
   * @param ifMatch from {@link #branchTag}: 412 when the branch has moved; null to commit anyway
   */
  public CommitResponse commit(
      String branch,
      List<CommitFile> files,
      String message,
      String author,
      @Nullable String ifMatch) {
    record Body(String branch, List<CommitFile> files, String message, String author) {}
    Call call = Call.post(path("commit"), new Body(branch, files, message, author));
    return http.read(call.header("If-Match", ifMatch), CommitResponse.class);
  }

  /** One commit. */
  public CommitInfo commitInfo(long sequence) {
    return http.read(Call.get(path("commit/" + sequence)), CommitInfo.class);
  }

  /** The latest commits of a branch, newest first (page 00 B7). */
  public List<CommitSummary> commits(String branch, int limit) {
    Call call = Call.get(path("commits")).query("branch", branch).query("limit", limit);
    return http.list(call, "commits", CommitSummary.class);
  }

  /** The chain entries of all branches between two sequences, both included, ascending. */
  public List<ChainEntry> chain(long from, long to) {
    return http.list(
        Call.get(path("chain")).query("from", from).query("to", to), "chain", ChainEntry.class);
  }

  /**
   * The branches, by name.
   *
   * @param status null for all
   */
  public List<Branch> branches(@Nullable String status, boolean onlyDrafts, boolean includeDrafts) {
    Call call =
        Call.get(path("branches"))
            .query("status", status)
            .query("draft", onlyDrafts ? "true" : null)
            .query("include_draft", includeDrafts ? "true" : null);
    return http.list(call, "branches", Branch.class);
  }

  /** One branch, drafts included. */
  public Branch branch(String branch) {
    return http.read(Call.get(branchPath(branch)), Branch.class);
  }

  /** Forks a branch from main. */
  public BranchCreated createBranch(String branch, boolean draft) {
    return http.read(
        Call.post(path("branch"), new BranchRequest(branch, draft)), BranchCreated.class);
  }

  /** Merges a branch into main. */
  public MergeResponse merge(String branch) {
    return http.read(Call.post(path("merge"), Map.of("branch", branch)), MergeResponse.class);
  }

  /** What a branch and main changed since they parted. */
  public Diff diff(String branch) {
    return http.read(Call.get(path("diff")).query("branch", branch), Diff.class);
  }

  /** The explicit roles, by identity. */
  public List<RoleGrant> roles() {
    return http.list(Call.get(path("roles")), "roles", RoleGrant.class);
  }

  /** Gives an identity a role. */
  public RoleGrant setRole(String identity, String role) {
    return http.read(Call.put(rolePath(identity), Map.of("role", role)), RoleGrant.class);
  }

  /** Takes an identity's explicit role. */
  public void deleteRole(String identity) {
    http.send(Call.delete(rolePath(identity)));
  }

  /** Opens a proposal. */
  public Created openProposal(ProposalRequest proposal) {
    return http.read(Call.post(path("proposals"), proposal), Created.class);
  }

  /**
   * Proposals, newest first.
   *
   * @param state null for all
   */
  public List<Proposal> proposals(@Nullable String state) {
    return http.list(
        Call.get(path("proposals")).query("state", state), "proposals", Proposal.class);
  }

  /** Closes an open proposal. */
  public void closeProposal(String id) {
    http.send(Call.post(path("proposals/" + Escape.segment(id) + "/close")));
  }

  /** Opens a closed proposal again. */
  public void reopenProposal(String id) {
    http.send(Call.post(path("proposals/" + Escape.segment(id) + "/reopen")));
  }

  /** One proposal. */
  public Proposal proposal(String id) {
    return http.read(Call.get(path("proposals/" + Escape.segment(id))), Proposal.class);
  }

  /** The repo's issues. */
  public IssueClient issues() {
    return new IssueClient(http, path("issues"));
  }

  /**
   * The check results of a branch: the latest of each name, by name.
   *
   * @param history whether to list every result instead, newest first
   */
  public List<CheckRun> checks(String branch, boolean history) {
    Call call = Call.get(branchPath(branch) + "/checks").query("history", history ? "true" : null);
    return http.list(call, "check_runs", CheckRun.class);
  }

  private String path(String endpoint) {
    return "/repos/" + Escape.path(name) + "/-/" + endpoint;
  }

  private String branchPath(String branch) {
    return path("branch/" + Escape.segment(branch));
  }

  private String rolePath(String identity) {
    return path("roles/" + Escape.segment(identity));
  }
}
