-- The log of everything that happened (feature `event`, spec 02 §10).

create table event_log (
  seq        bigint generated always as identity primary key,
  -- Full name of the repo, or `/orgs/{org}`; no foreign key, since the log outlives what it tells of.
  repo       text collate "C" not null,
  type       text collate "C" not null,
  -- The envelope, byte for byte as it goes out on every channel.
  payload    bytea not null,
  created_at timestamptz not null default now()
);

create index event_log_by_repo on event_log (repo, seq);
create index event_log_by_age on event_log (created_at);

-- One row: what is known about the two ends of the log.
create table event_log_ends (
  only_row boolean primary key default true check (only_row),
  -- No event up to here will ever be added: where a tailer that starts may begin.
  settled  bigint not null default 0,
  -- The largest number among the events that were deleted for their age.
  pruned   bigint not null default 0
);

insert into event_log_ends default values;
