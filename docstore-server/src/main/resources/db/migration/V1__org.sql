-- Organisations (feature `org`, spec 01 §5).

create type org_role as enum ('owner', 'member');

create table orgs (
  name       text collate "C" primary key,
  created_at timestamptz not null default now(),
  created_by text not null
);

create table org_members (
  org        text collate "C" not null references orgs on delete cascade,
  identity   text collate "C" not null,
  role       org_role not null,
  invited_by text not null,
  created_at timestamptz not null default now(),
  primary key (org, identity)
);

create table org_invites (
  id          uuid primary key default gen_random_uuid(),
  org         text collate "C" not null references orgs on delete cascade,
  email       text not null,
  role        org_role not null,
  invited_by  text not null,
  token_hash  bytea not null unique,
  expires_at  timestamptz not null,
  accepted_at timestamptz,
  created_at  timestamptz not null default now()
);

create index org_invites_by_org on org_invites (org, created_at);

insert into orgs (name, created_by) values ('default', 'system');
