-- Finds the files called OWNERS on main's head without a walk over the tree (feature `vcs`, spec 02 §7.9).

create index file_commits_owners on file_commits (repo_id, branch_id, path)
  where superseded_at = 9223372036854775807 and version_id is not null
    and (path = 'OWNERS' or path like '%/OWNERS');
