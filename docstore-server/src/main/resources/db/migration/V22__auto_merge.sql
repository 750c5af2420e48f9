-- Who armed auto-merge (feature `vcs`, page 00 D7). Null where it is off, and where it was armed before this was recorded.

alter table branches add column auto_merge_by text collate "C";

-- What auto-merge has to look at, whatever else there is.
create index branches_armed on branches (repo_id, id) where auto_merge and status = 'active';
