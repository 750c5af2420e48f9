-- What the planner knows of tables that nobody has analysed yet (feature `vcs`). Without statistics every index looks
-- as good as any other, and a new database may read a whole branch for each path until autovacuum comes by. So history
-- of the usual shape is written once, analysed and taken away again: what ANALYZE learned stays until there is something
-- real to learn from. A database that has a history knows better.

do $$
begin
  if exists (select from commits) then
    return;
  end if;
  insert into orgs (name, created_by) values ('planner/', 'system');
  insert into repos (id, name, owner, created_by) overriding system value
  select -r, 'planner/' || r, 'planner/', 'system' from generate_series(1, 20) r;
  insert into branches (repo_id, id, name, head_sequence, base_sequence, created_by) overriding system value
  select -r, -(10 * r + b), 'branch' || b, 100, 0, 'system' from generate_series(1, 20) r, generate_series(1, 5) b;
  insert into commits (repo_id, sequence, branch_id, base_sequence, message, author, committer, created_at, commit_hash)
  select -r, s, -(10 * r + 1 + s % 5), 0, 'a message', 'somebody', 'somebody', now(), sha256(s::text::bytea)
  from generate_series(1, 20) r, generate_series(1, 200) s;
  insert into documents (repo_id, content_hash, content, size, created_by)
  select -r, sha256(d::text::bytea), d::text::bytea, 5, 'somebody'
  from generate_series(1, 20) r, generate_series(1, 500) d;
  -- One change in five has been superseded.
  insert into file_commits (repo_id, branch_id, path, sequence, superseded_at, version_id, content_hash)
  select -r, -(10 * r + b), 'folder' || f % 20 || '/file' || f, s + f % 150,
         case when s = 1 and f % 4 = 0 then 151 + f % 50 else 9223372036854775807 end,
         gen_random_uuid(), sha256((r * f)::text::bytea)
  from generate_series(1, 20) r, generate_series(1, 5) b, generate_series(1, 200) f, generate_series(1, 151, 150) s
  where s = 1 or f % 4 = 0;
  analyze commits;
  analyze documents;
  analyze file_commits;
  analyze branches;
  analyze repos;
  truncate file_commits, commits, documents;
  delete from branches where repo_id < 0;
  delete from repos where id < 0;
  delete from orgs where name = 'planner/';
end
$$;

-- Rows are superseded all the time, and each leaves entries in the indexes that trees are read by.
alter table file_commits set (
  autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);
alter table documents set (autovacuum_analyze_scale_factor = 0.05);
alter table commits set (autovacuum_analyze_scale_factor = 0.05);
