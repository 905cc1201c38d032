-- Module reading: what a member has read, kept for who said yes to it (consent `reading_history`), by title: it stays when the
-- loan no longer names its borrower.
create table reading_history (
  id bigint generated always as identity primary key,
  member_id bigint not null references member,
  bib_id bigint not null references bib,
  -- as the record said then
  title text not null,
  author text,
  loaned_at timestamptz not null,
  returned_at timestamptz not null,
  unique (member_id, bib_id, returned_at)
);
create index reading_history_latest on reading_history (member_id, returned_at desc, id desc);

-- How far the returned loans of a member have been copied.
create table reading_history_state (
  member_id bigint primary key references member,
  copied_until timestamptz not null
);
