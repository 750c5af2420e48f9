-- The waiting jobs of a branch, which a newer push cancels, among any number of finished ones.
create index ci_jobs_waiting on ci_jobs (repo, branch, trigger_type) where status = 'queued';
