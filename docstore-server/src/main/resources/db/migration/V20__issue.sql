-- Issues, their comments and what they are tied to (feature `issue`, spec 02 §6).

create type issue_state as enum ('open', 'closed');
create type issue_close_reason as enum ('completed', 'not_planned', 'duplicate');
create type issue_ref_type as enum ('proposal', 'commit');

-- The number of a repo's newest issue. Its row is what those who open issues wait for, rather than the repo's own, which
-- every commit locks.
create table issue_numbers (
  repo_id bigint primary key references repos on delete cascade,
  last    bigint not null
);

create table issues (
  repo_id      bigint not null references repos on delete cascade,
  number       bigint not null,
  id           uuid not null default gen_random_uuid(),
  title        text not null,
  body         text,
  author       text collate "C" not null,
  state        issue_state not null default 'open',
  close_reason issue_close_reason,
  closed_by    text collate "C",
  labels       text[] collate "C" not null default '{}',
  closed_at    timestamptz,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  primary key (repo_id, number)
);

create index issues_by_state on issues (repo_id, state, number);

-- Comments and refs of an issue are written while its row is locked: so `n` is the order in which they became visible,
-- and a reader who goes on after one of them misses none.
create table issue_comments (
  repo_id    bigint not null,
  id         uuid not null default gen_random_uuid(),
  issue      bigint not null,
  n          bigint generated always as identity,
  body       text not null,
  author     text collate "C" not null,
  created_at timestamptz not null default clock_timestamp(),
  edited_at  timestamptz,
  primary key (repo_id, id),
  foreign key (repo_id, issue) references issues on delete cascade
);

create index issue_comments_in_order on issue_comments (repo_id, issue, n);

create table issue_refs (
  repo_id    bigint not null,
  id         uuid not null default gen_random_uuid(),
  issue      bigint not null,
  n          bigint generated always as identity,
  ref_type   issue_ref_type not null,
  ref_id     text collate "C" not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (repo_id, id),
  unique (repo_id, issue, ref_type, ref_id),
  foreign key (repo_id, issue) references issues on delete cascade
);

create index issue_refs_in_order on issue_refs (repo_id, issue, n);
create index issue_refs_by_target on issue_refs (repo_id, ref_type, ref_id, issue);
