-- Auto-merge acting (feature `automerge`, spec 02 §9.2): how far it has read the log, and what it is about to try.

-- One row, locked by whichever instance reads on.
create table auto_merge_cursor (
  only_row boolean primary key default true check (only_row),
  -- Number of the last event whose branches are among the attempts.
  cursor   bigint not null,
  -- When all armed branches were last looked at, whatever happened.
  swept_at timestamptz not null default '-infinity'
);

insert into auto_merge_cursor (cursor) select coalesce(max(seq), 0) from event_log;

-- Armed branches that something happened to, until somebody has looked at them.
create table auto_merge_attempts (
  repo_id      bigint not null,
  branch_id    bigint not null,
  -- Counts the reasons to try: what came while an attempt ran asks for another.
  asked        bigint not null default 1,
  due_at       timestamptz not null default now(),
  -- Attempts in a row that broke off with an error.
  failures     integer not null default 0,
  -- Who tries at the moment, and until when that is believed.
  lease        uuid,
  leased_until timestamptz,
  primary key (repo_id, branch_id),
  foreign key (repo_id, branch_id) references branches on delete cascade,
  check ((lease is null) = (leased_until is null))
);

create index auto_merge_attempts_due on auto_merge_attempts (due_at);
