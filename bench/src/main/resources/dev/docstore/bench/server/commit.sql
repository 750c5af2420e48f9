-- The statements of one commit of one small file, as the server runs them (HistoryWriter, Documents, RepoHistory,
-- EventLog), for pgbench: what PostgreSQL alone makes of them. :org is the owner of repos r1 … r:repos.
\set n random(1, :repos)
\set file random(1, 100)
\set content random(1, 9000000000000000000)
begin;
select id as repo, last_sequence + 1 as sequence, clock_timestamp() as now
from repos where name = :org::text || '/r' || :n::text
for no key update \gset
select id as branch from branches where repo_id = :repo and name = 'main' \gset
with added as (
  insert into documents (repo_id, content_hash, content, size, content_type, created_by)
  select :repo, d.hash, d.content, 200, null, 'bench@example.com'
  from (select sha256(convert_to(:content::text, 'UTF8')) as hash,
               convert_to(rpad(:content::text, 200, 'x'), 'UTF8') as content) as d
  on conflict (repo_id, content_hash) do nothing
  returning content_hash, version_id
)
select version_id as version from added
union all
select version_id from documents
where repo_id = :repo and content_hash = sha256(convert_to(:content::text, 'UTF8')) \gset
update file_commits f
set superseded_at = c.sequence
from (select :branch::bigint as branch_id, 'client' || :client_id::text || '/file' || :file::text as path,
             :sequence::bigint as sequence) as c
where f.repo_id = :repo and f.branch_id = c.branch_id and f.path = c.path
  and f.superseded_at = 9223372036854775807;
insert into file_commits (repo_id, branch_id, path, sequence, superseded_at, version_id, content_hash, executable)
values (:repo, :branch, 'client' || :client_id::text || '/file' || :file::text, :sequence, 9223372036854775807,
        :version::uuid, sha256(convert_to(:content::text, 'UTF8')), false);
with added as (
  insert into commits (repo_id, sequence, branch_id, base_sequence, message, author, committer, created_at, commit_hash)
  values (:repo, :sequence, :branch, 0, 'bench', 'bench@example.com', 'bench@example.com', :now::timestamptz,
          sha256(convert_to(:content::text, 'UTF8')))
), moved as (
  update branches set head_sequence = :sequence, head_hash = sha256(convert_to(:content::text, 'UTF8'))
  where repo_id = :repo and id = :branch
)
update repos set last_sequence = :sequence where id = :repo;
insert into event_log (repo, type, payload)
select 'bench', 'com.docstore.commit.created', convert_to(rpad(:content::text, 450, 'x'), 'UTF8')
where pg_current_xact_id() is not null;
commit;
