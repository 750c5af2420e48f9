-- How often that changed which merge verdicts rest on beside the heads (feature `vcs`, page 00 H5): what all branches of
-- a repo share, what one branch has, and what all repos of an organisation share.

alter table repos add column standing bigint not null default 0;

create table branch_standings (
  repo_id   bigint not null,
  branch_id bigint not null,
  moves     bigint not null,
  primary key (repo_id, branch_id),
  foreign key (repo_id, branch_id) references branches on delete cascade
);

create table org_standings (
  org   text collate "C" primary key references orgs on delete cascade,
  moves bigint not null
);
