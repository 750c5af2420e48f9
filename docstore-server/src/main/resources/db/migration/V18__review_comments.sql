-- Comments beside the lines of a file (feature `review`, spec 02 §3, page 00 D8).

create type comment_side as enum ('left', 'right');

create table review_comments (
  repo_id     bigint not null,
  id          uuid not null default gen_random_uuid(),
  branch_id   bigint not null,
  -- The review that it was given with.
  review_id   uuid,
  -- The first comment of its thread; null when this is it. Threads have no further levels.
  in_reply_to uuid,
  path        text collate "C" not null,
  version_id  uuid not null,
  -- Lines of that version from 1, both included; null when the comment is about the file.
  start_line  int,
  line        int,
  side        comment_side,
  body        text not null,
  author      text collate "C" not null,
  -- The branch's head when the comment was made.
  sequence    bigint not null,
  created_at  timestamptz not null default now(),
  edited_at   timestamptz,
  -- Of a thread's first comment only.
  resolved_at timestamptz,
  resolved_by text collate "C",
  primary key (repo_id, id),
  foreign key (repo_id, branch_id) references branches on delete cascade,
  foreign key (repo_id, review_id) references reviews on delete cascade,
  foreign key (repo_id, in_reply_to) references review_comments on delete cascade,
  check ((line is null) = (side is null) and (start_line is null or start_line <= line)),
  check (in_reply_to is null or resolved_at is null)
);

create index review_comments_by_branch on review_comments (repo_id, branch_id, created_at, id);
create index review_comments_by_path on review_comments (repo_id, branch_id, path, created_at, id);
create index review_comments_by_thread on review_comments (repo_id, in_reply_to) where in_reply_to is not null;
create index review_comments_by_review on review_comments (repo_id, review_id) where review_id is not null;
