package dev.docstore.server.vcs;

import dev.docstore.common.chain.CommitHash;
import dev.docstore.common.name.ContentHash;
import dev.docstore.server.vcs.Damage.BranchBaseWrong;
import dev.docstore.server.vcs.Damage.BranchHashWrong;
import dev.docstore.server.vcs.Damage.BranchHeadWrong;
import dev.docstore.server.vcs.Damage.CommitBaseWrong;
import dev.docstore.server.vcs.Damage.CommitHashMismatch;
import dev.docstore.server.vcs.Findings.Gaps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Walks every branch of a repo from its first commit to its head, recomputing each hash from the
 * one before (spec 01 §13).
 */
@Component
class ChainWalk {
  /** A branch's row. */
  private record Branch(
      String repo, String name, long head, long base, boolean baseKnown, String headHash) {
    boolean isMain() {
      return name.equals("main");
    }
  }

  /**
   * A commit's row.
   *
   * @param baseKnown whether its base is 0 or a commit of main
   * @param hashes what its changes say of their files
   * @param documents what the documents say that they name
   */
  private record Commit(
      CommitHash.Header header,
      long base,
      boolean baseKnown,
      ContentHash hash,
      List<CommitHash.File> hashes,
      List<CommitHash.File> documents) {
    long sequence() {
      return header.sequence();
    }
  }

  private final JdbcClient jdbc;

  ChainWalk(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Within the transaction whose snapshot is verified. */
  void verify(long repoId, Gaps gaps, Findings findings) {
    Walk walk = new Walk(gaps, findings);
    jdbc.sql(
            """
            select r.name, b.id, b.name, b.head_sequence, b.base_sequence,
                   b.base_sequence = 0 or exists (
                     select 1 from commits m where m.repo_id = b.repo_id
                     and m.sequence = b.base_sequence and m.branch_id = main.id),
                   coalesce(encode(b.head_hash, 'hex'), ''),
                   c.sequence, c.author, c.message, c.created_at, c.commit_hash, c.base_sequence,
                   c.base_sequence = 0 or exists (
                     select 1 from commits m where m.repo_id = b.repo_id
                     and m.sequence = c.base_sequence and m.branch_id = main.id),
                   f.paths, f.hashes, f.documents, f.executables
            from repos r
            join branches b on b.repo_id = r.id
            left join branches main on main.repo_id = r.id and main.name = 'main'
            left join commits c on c.repo_id = b.repo_id and c.branch_id = b.id
            left join lateral (
              select array_agg(f.path) as paths,
                     array_agg(coalesce(encode(f.content_hash, 'hex'), '')) as hashes,
                     array_agg(coalesce(encode(d.content_hash, 'hex'), '')) as documents,
                     array_agg(f.executable) as executables
              from file_commits f
              left join documents d on d.repo_id = f.repo_id and d.version_id = f.version_id
              where f.repo_id = c.repo_id and f.branch_id = c.branch_id and f.sequence = c.sequence
            ) f on true
            where r.id = ?
            order by b.id, c.sequence
            """)
        .withFetchSize(ChainCheck.FETCH)
        .param(repoId)
        .query(
            row -> {
              walk.enter(row.getLong(2), branch(row));
              commit(row).ifPresent(walk::commit);
              findings.alive();
            });
    walk.leave();
  }

  private static Branch branch(ResultSet row) throws SQLException {
    return new Branch(
        row.getString(1),
        row.getString(3),
        row.getLong(4),
        row.getLong(5),
        row.getBoolean(6),
        row.getString(7));
  }

  private static Optional<Commit> commit(ResultSet row) throws SQLException {
    long sequence = row.getLong(8);
    if (row.wasNull()) {
      return Optional.empty();
    }
    return Optional.of(
        new Commit(
            new CommitHash.Header(
                sequence,
                row.getString(1),
                row.getString(3),
                row.getString(9),
                row.getString(10),
                row.getObject(11, OffsetDateTime.class).toInstant()),
            row.getLong(13),
            row.getBoolean(14),
            ContentHash.ofDigest(row.getBytes(12)),
            files(row, 16),
            files(row, 17)));
  }

  private static List<CommitHash.File> files(ResultSet row, int hashes) throws SQLException {
    if (row.getArray(15) == null) {
      return List.of();
    }
    String[] paths = (String[]) row.getArray(15).getArray();
    String[] contents = (String[]) row.getArray(hashes).getArray();
    Boolean[] executables = (Boolean[]) row.getArray(18).getArray();
    List<CommitHash.File> files = new ArrayList<>(paths.length);
    for (int i = 0; i < paths.length; i++) {
      files.add(new CommitHash.File(paths[i], contents[i], executables[i]));
    }
    return files;
  }

  /** Where the walk is: on one branch, after one commit. */
  private static final class Walk {
    private final Gaps gaps;
    private final Findings findings;
    private long branchId = -1;
    private @Nullable Branch branch;
    private @Nullable Commit last;
    private boolean lastBaseWrong;
    private ContentHash stored = CommitHash.GENESIS;

    /** Differs from what is stored after a commit that was told of: which of both was changed? */
    private ContentHash expected = CommitHash.GENESIS;

    Walk(Gaps gaps, Findings findings) {
      this.gaps = gaps;
      this.findings = findings;
    }

    void enter(long id, Branch entered) {
      if (id != branchId) {
        leave();
        branchId = id;
        branch = entered;
        last = null;
        lastBaseWrong = false;
        stored = CommitHash.GENESIS;
        expected = CommitHash.GENESIS;
      }
    }

    void commit(Commit commit) {
      ContentHash computed = CommitHash.of(stored, commit.header(), commit.hashes());
      boolean holds =
          commit.hash().equals(computed)
              || commit.hash().equals(CommitHash.of(expected, commit.header(), commit.hashes()))
              || commit.hash().equals(CommitHash.of(stored, commit.header(), commit.documents()));
      long before = last == null ? 0 : last.sequence();
      if (!holds && !gaps.between(before, commit.sequence())) {
        tell(commit, computed);
      }
      base(commit);
      expected = holds ? commit.hash() : computed;
      stored = commit.hash();
      last = commit;
    }

    private void tell(Commit commit, ContentHash computed) {
      findings.damage(
          new CommitHashMismatch(
              commit.sequence(), commit.header().branch(), computed.hex(), commit.hash().hex()));
    }

    private void base(Commit commit) {
      boolean main = commit.header().branch().equals("main");
      boolean known = commit.baseKnown() || gaps.has(commit.base());
      boolean back = last != null && !lastBaseWrong && commit.base() < last.base();
      lastBaseWrong =
          main ? commit.base() != 0 : !known || back || commit.base() >= commit.sequence();
      if (lastBaseWrong) {
        findings.damage(
            new CommitBaseWrong(commit.sequence(), commit.header().branch(), commit.base()));
      }
    }

    /** The branch is through: does its row say so? */
    void leave() {
      Branch left = branch;
      if (left == null || gaps.has(left.head())) {
        return;
      }
      long head = last == null ? left.base() : Math.max(last.sequence(), left.base());
      if (left.head() != head && !baseWrong(left)) {
        findings.damage(new BranchHeadWrong(left.name(), head, left.head()));
      }
      String hash = last == null ? "" : stored.hex();
      if (!left.headHash().equals(hash)
          && !(last != null && left.headHash().equals(expected.hex()))) {
        findings.damage(new BranchHashWrong(left.name(), hash, left.headHash()));
      }
      if (baseWrong(left)) {
        findings.damage(new BranchBaseWrong(left.name(), left.base()));
      }
    }

    private boolean baseWrong(Branch left) {
      if (left.isMain()) {
        return left.base() != 0;
      }
      return last == null
          ? !left.baseKnown() && !gaps.has(left.base())
          : !lastBaseWrong && left.base() != last.base();
    }
  }
}
