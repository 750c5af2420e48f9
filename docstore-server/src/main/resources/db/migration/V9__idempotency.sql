-- Answers that a repeated request gets again (feature `vcs`, page 00 B13, H11). Written by the transaction that the
-- answer tells of, so that an answer is remembered exactly when what it says has happened.

create table idempotency_keys (
  repo_id    bigint not null references repos on delete cascade,
  caller     text collate "C" not null,
  route      text collate "C" not null,
  key        text collate "C" not null,
  -- SHA-256 of what was asked: the same key for something else is a mistake.
  request    bytea not null,
  answer     text not null,
  created_at timestamptz not null default now(),
  primary key (repo_id, caller, route, key)
);

create index idempotency_keys_by_age on idempotency_keys (repo_id, created_at);
