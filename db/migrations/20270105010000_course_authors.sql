-- Modules content and courses: a course is written together with somebody of another house (decision 211).

-- What is said of a part of a writing: a comment, an answer to one, or other words that somebody suggests.
create table content_comment (
  id bigint generated always as identity primary key,
  block_id bigint not null references writing_block on delete cascade,
  -- null: it is no answer
  parent_id bigint references content_comment on delete cascade,
  author_id bigint references account on delete set null,
  author_name text not null,
  words text not null,
  -- the part as it is suggested; null: nothing is
  suggestion jsonb,
  -- the version of the part of which it was said
  of_version integer not null,
  at timestamptz not null,
  settled_at timestamptz,
  settled_by text not null default '',
  check (parent_id is null or (suggestion is null and settled_at is null))
);
create index content_comment_block on content_comment (block_id);
create index content_comment_parent on content_comment (parent_id) where parent_id is not null;
create index content_comment_author on content_comment (author_id) where author_id is not null;

-- Who writes a course beside those who answer for it.
create table course_author (
  course_id bigint not null references course on delete cascade,
  account_id bigint not null references account on delete cascade,
  invited_by text not null,
  at timestamptz not null,
  -- null: they write it now
  removed_at timestamptz,
  primary key (course_id, account_id)
);
create index course_author_account on course_author (account_id);

-- Who was asked to and has not answered yet.
create table course_invitation (
  id bigint generated always as identity primary key,
  course_id bigint not null references course on delete cascade,
  -- where the account of whoever accepts it is at home
  library_id bigint not null references library,
  name text not null,
  email text not null,
  token_hash bytea not null unique,
  invited_by text not null,
  at timestamptz not null,
  expires_at timestamptz not null
);
create index course_invitation_course on course_invitation (course_id);
create index course_invitation_library on course_invitation (library_id);

-- What the other side said of a course that was submitted.
create table course_review (
  id bigint generated always as identity primary key,
  course_id bigint not null references course on delete cascade,
  -- of the course as it was submitted: any change makes another
  version integer not null,
  side text not null check (side in ('library', 'author')),
  by_id bigint references account on delete set null,
  by_name text not null,
  verdict text not null check (verdict in ('agreed', 'changes')),
  words text not null,
  at timestamptz not null
);
create index course_review_course on course_review (course_id, id desc);
create index course_review_by on course_review (by_id) where by_id is not null;
