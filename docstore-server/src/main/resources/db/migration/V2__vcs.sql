-- Version control (feature `vcs`, spec 01 §7). The repo's id leads every key, so that the database can be sharded by it.

create type branch_status as enum ('active', 'merged', 'abandoned');

-- A repo is the unit of write order: every change of its history locks this row first and takes its sequence here.
create table repos (
  id            bigint generated always as identity primary key,
  name          text collate "C" not null unique,
  owner         text collate "C" not null references orgs,
  created_at    timestamptz not null default now(),
  created_by    text not null,
  last_sequence bigint not null default 0
);

create index repos_by_owner on repos (owner, name);

create table branches (
  repo_id       bigint not null references repos on delete cascade,
  id            bigint generated always as identity,
  name          text collate "C" not null,
  head_sequence bigint not null,
  base_sequence bigint not null,
  -- Hash of the latest commit of this branch; null while it has none of its own.
  head_hash     bytea,
  status        branch_status not null default 'active',
  draft         boolean not null default false,
  auto_merge    boolean not null default false,
  protected     boolean not null default false,
  created_at    timestamptz not null default now(),
  created_by    text not null,
  primary key (repo_id, id),
  unique (repo_id, name)
);

create table commits (
  repo_id       bigint not null,
  sequence      bigint not null,
  branch_id     bigint not null,
  -- The branch's base when this commit was made: it keeps the branch's past as it was, whatever is rebased later.
  base_sequence bigint not null,
  message       text not null,
  author        text collate "C" not null,
  committer     text collate "C" not null,
  created_at    timestamptz not null,
  commit_hash   bytea not null,
  primary key (repo_id, sequence),
  foreign key (repo_id, branch_id) references branches on delete cascade
);

create index commits_by_branch on commits (repo_id, branch_id, sequence);

create table documents (
  repo_id      bigint not null references repos on delete cascade,
  version_id   uuid not null default gen_random_uuid(),
  content_hash bytea not null,
  -- Null when the bytes lie in the blob store under the hash.
  content      bytea,
  size         bigint not null,
  content_type text,
  created_at   timestamptz not null default now(),
  created_by   text not null,
  primary key (repo_id, version_id),
  unique (repo_id, content_hash)
);

-- Every change of a file, with the time for which it was what its branch says of the path:
-- from `sequence` until before `superseded_at`, which is the largest bigint while it still is.
create table file_commits (
  repo_id       bigint not null,
  branch_id     bigint not null,
  path          text collate "C" not null,
  sequence      bigint not null,
  superseded_at bigint not null,
  commit_id     uuid not null default gen_random_uuid(),
  -- Both null for a deletion.
  version_id    uuid,
  content_hash  bytea,
  executable    boolean not null default false,
  primary key (repo_id, branch_id, path, sequence),
  foreign key (repo_id, branch_id) references branches on delete cascade
);

-- At most one current row per path, and what a branch changed.
create unique index file_commits_current on file_commits (repo_id, branch_id, path)
  where superseded_at = 9223372036854775807;
-- The tree of `main`: without the paths that were deleted.
create index file_commits_tree on file_commits (repo_id, branch_id, path)
  where superseded_at = 9223372036854775807 and version_id is not null;
-- What ended after a sequence: turns the tree of now into the tree of then.
create index file_commits_ended on file_commits (repo_id, branch_id, superseded_at)
  where superseded_at < 9223372036854775807;
-- What began after a sequence: changes since a base, and the files of a commit.
create index file_commits_began on file_commits (repo_id, branch_id, sequence);

insert into repos (name, owner, created_by) values ('default/default', 'default', 'system');
insert into branches (repo_id, name, head_sequence, base_sequence, created_by)
select id, 'main', 0, 0, 'system' from repos;
