-- What the queue needs beyond its rows: re-runs, pods that had their job, and schedules (page 00 D6, E1, E5, E10).

alter table ci_jobs
  -- The attempt that the job's checks are reported as (page 00 D6, E13).
  add column attempt smallint not null default 1,
  -- The checks to run; null means all of the file.
  add column checks text[];

-- The newest job of a branch, whatever else was ever queued.
create index ci_jobs_newest on ci_jobs (repo, branch, trigger_type, sequence);
-- How many jobs of a repo are under way.
create index ci_jobs_busy on ci_jobs (repo) where status = 'claimed';
-- When a repo had its last turn.
create index ci_jobs_turns on ci_jobs (repo, claimed_at);

-- One claim per pod, ever. No foreign key: that a pod had its job stays true when the job is gone.
create table ci_pod_claims (
  pod_uid    text primary key,
  pod        text not null,
  -- Whether the pod starts again when its worker ends, so that somebody must delete it (page 00 H3).
  restarts   boolean not null,
  job_id     uuid not null,
  claimed_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index ci_pod_claims_alive on ci_pod_claims (claimed_at) where restarts and deleted_at is null;

-- The schedules of every main branch, by when they are due.
create table ci_schedules (
  repo     text collate "C" not null,
  -- Place in the file, from 0.
  position int not null,
  cron     text not null,
  next_at  timestamptz not null,
  primary key (repo, position)
);
create index ci_schedules_due on ci_schedules (next_at);

-- Repos whose main changed since their schedules were read.
create table ci_schedule_changes (
  repo     text collate "C" primary key,
  -- Grows with every change, so that one during a reading is not lost.
  changes  bigint not null default 1,
  retry_at timestamptz not null default now()
);
