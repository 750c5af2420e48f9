-- The queue and the audit of issued tokens (spec 03 §2). It lies in `common` because three services meet in it: the
-- server applies it, the scheduler writes jobs, the issuer writes tokens.

create type ci_job_status as enum ('queued', 'claimed', 'passed', 'failed', 'cancelled');

create table ci_jobs (
  id                  uuid primary key default gen_random_uuid(),
  repo                text collate "C" not null,
  branch              text collate "C" not null,
  sequence            bigint not null,
  status              ci_job_status not null default 'queued',
  claimed_at          timestamptz,
  last_heartbeat_at   timestamptz,
  worker_pod          text,
  worker_pod_ip       text,
  -- Where the worker serves live logs; null means the usual port.
  worker_log_port     int,
  log_url             text,
  error_message       text,
  created_at          timestamptz not null default now(),
  trigger_type        text,
  trigger_branch      text,
  trigger_base_branch text,
  trigger_proposal_id text,
  request_token       text unique,
  request_token_exp   timestamptz,
  permissions         text[] not null default '{checks}',
  -- How often the job was claimed; at most three times (page 00 E1).
  claims              int not null default 0,
  -- The event that asked for the job; a delivery that comes twice finds its job already there (page 00 E1).
  event_id            text,
  constraint ci_jobs_once_per_event unique (event_id, trigger_type)
);

create index ci_jobs_queued on ci_jobs (created_at) where status = 'queued';
create index ci_jobs_claimed on ci_jobs (last_heartbeat_at) where status = 'claimed';
create index ci_jobs_by_repo on ci_jobs (repo, created_at desc);

create table ci_oidc_tokens (
  jti        uuid primary key,
  job_id     uuid not null references ci_jobs (id),
  audience   text not null,
  issued_at  timestamptz not null default now(),
  expires_at timestamptz not null
);
