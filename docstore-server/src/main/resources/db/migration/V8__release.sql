-- Releases (feature `release`, spec 01 §15). A release may outlive the commit it names.

create table releases (
  repo_id    bigint not null references repos on delete cascade,
  id         uuid not null default gen_random_uuid(),
  name       text collate "C" not null,
  sequence   bigint not null,
  body       text,
  created_by text not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (repo_id, id),
  unique (repo_id, name)
);

create index releases_newest on releases (repo_id, created_at desc, id desc);
