package dev.docstore.server.issue;

import dev.docstore.common.name.RepoName;
import dev.docstore.common.wire.IssueRef;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of what issues are tied to. Who writes one holds its issue. */
@Component
class RefStore {
  private final JdbcClient jdbc;

  RefStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One tie, of the issue with that number. */
  record Tie(long issue, Ref ref) {}

  /** A tie with its own id. */
  record Tied(String id, Tie tie) {}

  /** Adds ties in order and answers those that were not there before. */
  List<Tied> add(long repoId, List<Tie> ties) {
    return jdbc.sql(
            """
            insert into issue_refs (repo_id, issue, ref_type, ref_id)
            select ?, t.issue, t.type::issue_ref_type, t.id
            from unnest(?::bigint[], ?::text[], ?::text[]) with ordinality as t (issue, type, id, n)
            order by t.n
            on conflict (repo_id, issue, ref_type, ref_id) do nothing
            returning id::text, issue, ref_type::text, ref_id
            """)
        .params(
            repoId,
            ties.stream().map(Tie::issue).toArray(Long[]::new),
            ties.stream().map(tie -> tie.ref().type()).toArray(String[]::new),
            ties.stream().map(tie -> tie.ref().id()).toArray(String[]::new))
        .query(
            (row, _) ->
                new Tied(
                    row.getString(1),
                    new Tie(row.getLong(2), new Ref(row.getString(3), row.getString(4)))))
        .list();
  }

  /** Whether the repo has a tie with that id. */
  boolean exists(long repoId, UUID id) {
    return jdbc.sql("select exists (select 1 from issue_refs where repo_id = ? and id = ?)")
        .params(repoId, id)
        .query(Boolean.class)
        .single();
  }

  /** What an issue is tied to, oldest first, after the one with that id. */
  List<IssueRef> list(long repoId, RepoName repo, long issue, Optional<UUID> after, int limit) {
    return jdbc.sql(
            """
            select r.id, i.id as issue_id, r.ref_type, r.ref_id, r.created_at
            from issue_refs r join issues i on i.repo_id = r.repo_id and i.number = r.issue
            where r.repo_id = :repo and r.issue = :issue
              and (cast(:after as uuid) is null or r.n >
                   (select x.n from issue_refs x where x.repo_id = :repo and x.id = :after))
            order by r.n
            limit :limit
            """)
        .param("repo", repoId)
        .param("issue", issue)
        .param("after", after.orElse(null))
        .param("limit", limit)
        .query(
            (row, _) ->
                new IssueRef(
                    row.getString("id"),
                    row.getString("issue_id"),
                    repo.value(),
                    row.getString("ref_type"),
                    row.getString("ref_id"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant()))
        .list();
  }
}
