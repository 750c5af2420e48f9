-- Reviews and check runs (feature `review`, spec 02 §2, §4).

create type review_status as enum ('approved', 'rejected', 'dismissed');
create type check_status as enum ('pending', 'passed', 'failed', 'skipped');
-- Whose word a check run is: what CI says, no person overwrites.
create type check_reporter as enum ('person', 'job', 'service', 'system');

create table reviews (
  repo_id    bigint not null,
  id         uuid not null default gen_random_uuid(),
  branch_id  bigint not null,
  reviewer   text collate "C" not null,
  -- The branch's head when the review was given: it speaks of nothing later.
  sequence   bigint not null,
  status     review_status not null,
  body       text,
  created_at timestamptz not null default now(),
  primary key (repo_id, id),
  foreign key (repo_id, branch_id) references branches on delete cascade
);

create index reviews_by_branch on reviews (repo_id, branch_id, created_at desc, id desc);

create table check_runs (
  repo_id       bigint not null,
  id            uuid not null default gen_random_uuid(),
  branch_id     bigint not null,
  sequence      bigint not null,
  check_name    text collate "C" not null,
  attempt       smallint not null,
  status        check_status not null,
  reporter      text collate "C" not null,
  reporter_kind check_reporter not null,
  log_url       text,
  metadata      jsonb,
  created_at    timestamptz not null default now(),
  primary key (repo_id, id),
  unique (repo_id, branch_id, sequence, check_name, attempt),
  foreign key (repo_id, branch_id) references branches on delete cascade
);

-- The latest run of each check, newest sequence first.
create index check_runs_latest on check_runs (repo_id, branch_id, check_name, sequence desc, attempt desc);
create index check_runs_by_age on check_runs (repo_id, branch_id, created_at desc, id desc);

-- Every status that a check run ever had, its present one included.
create table check_run_changes (
  repo_id      bigint not null,
  check_run_id uuid not null,
  n            bigint generated always as identity,
  status       check_status not null,
  reporter     text collate "C" not null,
  changed_at   timestamptz not null default now(),
  primary key (repo_id, check_run_id, n),
  foreign key (repo_id, check_run_id) references check_runs on delete cascade
);
