package dev.docstore.server.vcs;

import dev.docstore.common.chain.CommitHash;
import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.ContentHash;
import dev.docstore.common.name.RepoName;
import dev.docstore.server.blob.Blobs;
import dev.docstore.server.database.Pipeline;
import dev.docstore.server.vcs.Change.NewDocument;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Adds commits to one locked repo: sequences are counted and hashes chained in memory, then {@link
 * #flush} writes all of it in a fixed number of statements. Lives as long as one transaction; used
 * by one thread.
 */
final class HistoryWriter {
  /**
   * One commit to be written.
   *
   * @param branch as it stood before the commit
   */
  record NewCommit(
      long sequence,
      BranchState branch,
      String message,
      String author,
      String committer,
      ContentHash hash,
      List<Change> changes) {}

  private static final String INSERT_FILES =
      """
      insert into file_commits (repo_id, branch_id, path, sequence, superseded_at,
                                version_id, content_hash, executable)
      select ?, c.branch_id, c.path, c.sequence, c.superseded_at,
             coalesce(c.version_id,
                      (select d.version_id from documents d
                       where d.repo_id = ? and d.content_hash = c.content_hash)),
             c.content_hash, c.executable
      from unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::uuid[], ?::bytea[],
                  ?::boolean[])
        as c (branch_id, path, sequence, superseded_at, version_id, content_hash, executable)
      """;

  private final JdbcOperations jdbc;
  private final Branches branches;
  private final Blobs blobs;
  private final long repoId;
  private final RepoName repo;
  private final Instant now;
  private final Map<BranchName, Optional<BranchState>> known = new HashMap<>();
  private final List<NewCommit> commits = new ArrayList<>();
  private final Map<ContentHash, UUID> versions = new HashMap<>();
  private long lastSequence;

  HistoryWriter(
      JdbcOperations jdbc,
      Branches branches,
      Blobs blobs,
      long repoId,
      RepoName repo,
      long lastSequence,
      Instant now) {
    this.jdbc = jdbc;
    this.branches = branches;
    this.blobs = blobs;
    this.repoId = repoId;
    this.repo = repo;
    this.lastSequence = lastSequence;
    this.now = now;
  }

  long repoId() {
    return repoId;
  }

  RepoName repo() {
    return repo;
  }

  /** The sequence that the next commit would get. */
  long nextSequence() {
    return lastSequence + 1;
  }

  /** Loads branches ahead, in one statement. */
  void load(Collection<BranchName> names) {
    know(names, branches.find(repoId, names));
  }

  /** What was found under those names. */
  void know(Collection<BranchName> names, Collection<BranchState> found) {
    names.forEach(name -> known.putIfAbsent(name, Optional.empty()));
    found.forEach(branch -> known.put(branch.name(), Optional.of(branch)));
  }

  /** The branch as it stands after the commits that were added here. */
  Optional<BranchState> branch(BranchName name) {
    if (!known.containsKey(name)) {
      load(List.of(name));
    }
    return known.getOrDefault(name, Optional.empty());
  }

  /**
   * The branch, which must exist.
   *
   * @throws DocStoreException 404
   */
  BranchState require(BranchName name) {
    return branch(name).orElseThrow(DocStoreException::branchNotFound);
  }

  /** Adds a commit at the branch's head. */
  NewCommit add(
      BranchState branch, String message, String author, String committer, List<Change> changes) {
    long sequence = ++lastSequence;
    ContentHash hash =
        CommitHash.of(
            branch.previousHash(),
            new CommitHash.Header(
                sequence, repo.value(), branch.name().value(), author, message, now),
            changes.stream().map(Change::chained).toList());
    NewCommit commit =
        new NewCommit(sequence, branch, message, author, committer, hash, List.copyOf(changes));
    commits.add(commit);
    known.put(branch.name(), Optional.of(branch.advancedTo(sequence, hash)));
    return commit;
  }

  /** From here on the branch stands on another base, with nothing of its own. */
  BranchState rebase(BranchState branch, long newBase) {
    BranchState rebased = branch.rebasedOnto(newBase);
    known.put(branch.name(), Optional.of(rebased));
    return rebased;
  }

  /** Writes everything that was added. */
  void flush() {
    flush(_ -> {});
  }

  /**
   * Writes everything that was added, and what belongs to it, in one round trip.
   *
   * @param alongside adds statements that come after
   */
  void flush(Consumer<Pipeline> alongside) {
    Pipeline pipeline = new Pipeline();
    if (!commits.isEmpty()) {
      List<NewDocument> documents = newDocuments();
      Documents.add(pipeline, repoId, documents, commits.getFirst().committer());
      blobs.claim(
          pipeline,
          documents.stream().filter(NewDocument::isExternal).map(NewDocument::hash).toList());
      FileRows rows = FileRows.of(commits);
      endSuperseded(pipeline, rows);
      insertFiles(pipeline, rows, !documents.isEmpty());
      insertCommits(pipeline);
    }
    alongside.accept(pipeline);
    pipeline.run(jdbc);
  }

  /** The version that a change gave its path; null for a deletion. Known after {@link #flush}. */
  @Nullable UUID versionOf(Change change) {
    return switch (change) {
      case Change.Delete _ -> null;
      case Change.Reuse reuse -> reuse.versionId();
      case Change.Write write -> versions.get(write.document().hash());
    };
  }

  private List<NewDocument> newDocuments() {
    return commits.stream()
        .flatMap(commit -> commit.changes().stream())
        .filter(Change.Write.class::isInstance)
        .map(change -> ((Change.Write) change).document())
        .toList();
  }

  /**
   * Runs before the insert: at most one row per path may be current, and the index that says so
   * cannot wait. Each row is looked up by itself, here and below: a join with an array may read the
   * whole branch.
   */
  private void endSuperseded(Pipeline pipeline, FileRows rows) {
    pipeline.add(
        """
        update file_commits f
        set superseded_at = c.sequence
        from (
          select c.sequence,
                 (select now.ctid from file_commits now
                  where now.repo_id = ? and now.branch_id = c.branch_id and now.path = c.path
                    and now.superseded_at = 9223372036854775807) as place
          from unnest(?::bigint[], ?::text[], ?::bigint[]) as c (branch_id, path, sequence)
        ) c
        where f.ctid = c.place
        """,
        repoId,
        rows.firstBranchIds(),
        rows.firstPaths(),
        rows.firstSequences());
  }

  private void insertFiles(Pipeline pipeline, FileRows rows, boolean newDocuments) {
    // Which version a content got is known now; where none is new, all were known before.
    pipeline.query(
        this::noteVersion,
        newDocuments ? INSERT_FILES + "returning version_id, content_hash" : INSERT_FILES,
        repoId,
        repoId,
        rows.branchIds(),
        rows.paths(),
        rows.sequences(),
        rows.supersededAt(),
        rows.versionIds(),
        rows.contentHashes(),
        rows.executables());
  }

  private void noteVersion(ResultSet row) throws SQLException {
    UUID version = row.getObject(1, UUID.class);
    if (version != null) {
      versions.put(ContentHash.ofDigest(row.getBytes(2)), version);
    }
  }

  private void insertCommits(Pipeline pipeline) {
    List<BranchState> moved =
        commits.stream().map(c -> c.branch().name()).distinct().map(this::require).toList();
    pipeline.add(
        """
        with added as (
          insert into commits (repo_id, sequence, branch_id, base_sequence, message, author,
                               committer, created_at, commit_hash)
          select ?, c.sequence, c.branch_id, c.base_sequence, c.message, c.author,
                 c.committer, ?::timestamptz, c.hash
          from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[],
                      ?::bytea[])
            as c (sequence, branch_id, base_sequence, message, author, committer, hash)
        ), moved as (
          update branches b
          set head_sequence = m.head, base_sequence = m.base, head_hash = m.hash
          from (
            select m.head, m.base, m.hash,
                   (select b.ctid from branches b where b.repo_id = ? and b.id = m.id) as place
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[]) as m (id, head, base, hash)
          ) m
          where b.ctid = m.place
        )
        update repos set last_sequence = ? where id = ?
        """,
        repoId,
        now.toString(),
        commits.stream().map(NewCommit::sequence).toArray(Long[]::new),
        commits.stream().map(c -> c.branch().id()).toArray(Long[]::new),
        commits.stream().map(c -> c.branch().base()).toArray(Long[]::new),
        commits.stream().map(NewCommit::message).toArray(String[]::new),
        commits.stream().map(NewCommit::author).toArray(String[]::new),
        commits.stream().map(NewCommit::committer).toArray(String[]::new),
        commits.stream().map(c -> c.hash().bytes()).toArray(byte[][]::new),
        repoId,
        moved.stream().map(BranchState::id).toArray(Long[]::new),
        moved.stream().map(BranchState::head).toArray(Long[]::new),
        moved.stream().map(BranchState::base).toArray(Long[]::new),
        moved.stream().map(b -> b.previousHash().bytes()).toArray(byte[][]::new),
        lastSequence,
        repoId);
  }
}
