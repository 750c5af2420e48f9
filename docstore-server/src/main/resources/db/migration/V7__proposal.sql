-- Proposals to merge a branch (feature `proposal`, spec 02 §5).

create type proposal_state as enum ('open', 'closed', 'merged');

create table proposals (
  repo_id     bigint not null,
  id          uuid not null default gen_random_uuid(),
  branch_id   bigint not null,
  base_branch text collate "C" not null,
  title       text not null,
  description text,
  author      text collate "C" not null,
  state       proposal_state not null default 'open',
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  primary key (repo_id, id),
  foreign key (repo_id, branch_id) references branches on delete cascade
);

create unique index proposals_one_open_per_branch on proposals (repo_id, branch_id) where state = 'open';
create index proposals_by_age on proposals (repo_id, created_at desc, id desc);
