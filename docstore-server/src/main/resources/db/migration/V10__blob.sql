-- Large contents (feature `blob`, spec 01 §17, page 00 H7): what the blob store holds or may hold. An object of the
-- store without a row here is nobody's.

create type blob_state as enum ('uploading', 'stored', 'deleting');

create table blobs (
  -- SHA-256 of the bytes for all repos; a random key while an upload does not know it yet.
  key        bytea primary key,
  state      blob_state not null,
  -- Since when nothing may refer to it; null while something does. An upload is idle from its beginning.
  idle_since timestamptz,
  -- Until when it is believed that somebody is deleting it.
  leased_until timestamptz,
  check ((state = 'deleting') = (leased_until is not null))
);

create index blobs_idle on blobs (idle_since) where idle_since is not null;

-- Contents from before this table.
insert into blobs (key, state)
select distinct content_hash, 'stored'::blob_state from documents where content is null;

-- "Does any repo still refer to it?"
create index documents_external on documents (content_hash) where content is null;

-- What goes when a branch is purged.
create index proposals_by_branch on proposals (repo_id, branch_id);
