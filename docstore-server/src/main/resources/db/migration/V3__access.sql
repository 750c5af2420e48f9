-- Explicit roles in repos (feature `access`, spec 01 §4).

create type role_type as enum ('reader', 'writer', 'maintainer', 'admin');

create table roles (
  repo_id  bigint not null references repos on delete cascade,
  identity text collate "C" not null,
  role     role_type not null,
  primary key (repo_id, identity)
);
