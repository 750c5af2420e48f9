-- Which sequences a purge took away (feature `vcs`): a purge gives none back (page 00 B16), so the numbers stay unused,
-- and only this record tells such a gap from a commit that was lost. Written by the purge's own transaction.

create table purged_sequences (
  repo_id        bigint not null references repos on delete cascade,
  first_sequence bigint not null,
  -- Included.
  last_sequence  bigint not null,
  primary key (repo_id, first_sequence)
);
