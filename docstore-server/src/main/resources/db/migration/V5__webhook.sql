-- Webhook subscriptions, each with its cursor in the event log (feature `webhook`, spec 02 §11).

create table event_subscriptions (
  id            uuid primary key default gen_random_uuid(),
  -- Both null for a subscription to all repos. The name is that of the events it wants.
  repo_id       bigint references repos on delete cascade,
  repo          text collate "C",
  -- Null for all types; empty matches nothing.
  event_types   text[],
  backend       text not null check (backend = 'webhook'),
  -- As it is shown: three asterisks where the secret was.
  config        jsonb not null,
  -- Encrypted, bound to the id; null without one.
  secret        bytea,
  created_at    timestamptz not null default now(),
  created_by    text collate "C" not null,
  suspended_at  timestamptz,
  -- How often it was suspended since it was created or resumed.
  failure_count integer not null default 0,

  -- Number of the last event it is done with.
  cursor        bigint not null,
  -- Failed attempts since the last that succeeded.
  failures      integer not null default 0,
  next_attempt  timestamptz not null default now(),
  -- Who delivers at the moment, and until when that is believed.
  lease         uuid,
  leased_until  timestamptz,
  check ((repo is null) = (repo_id is null)),
  check ((lease is null) = (leased_until is null))
);

create index event_subscriptions_by_creator on event_subscriptions (created_by, created_at);
create index event_subscriptions_by_repo on event_subscriptions (repo_id);
create index event_subscriptions_due on event_subscriptions (next_attempt) where suspended_at is null;

-- One row per attempt, kept for a week.
create table webhook_deliveries (
  id              uuid primary key,
  subscription_id uuid not null references event_subscriptions on delete cascade,
  -- Null for a ping, which is not in the log.
  seq             bigint,
  event_type      text not null,
  event_id        text not null,
  attempt         integer not null,
  created_at      timestamptz not null,
  duration_ms     integer not null,
  -- Null when no answer came.
  status          integer,
  -- Null when it was delivered.
  error           text
);

create index webhook_deliveries_by_subscription on webhook_deliveries (subscription_id, created_at, id);
create index webhook_deliveries_by_age on webhook_deliveries (created_at);
