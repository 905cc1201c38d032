-- Module reading: what readers keep for themselves and show to others. Saved lists of titles.

-- The name under which a reader is shown to others; null or no row = no name at all.
create table reader_profile (
  member_id bigint primary key references member,
  display_name text check (length(display_name) between 2 and 40),
  changed_at timestamptz not null
);

create table reading_list (
  id bigint generated always as identity primary key,
  member_id bigint not null references member,
  title text not null check (length(title) between 1 and 120),
  description text check (length(description) <= 1000),
  -- link = whoever has the address; public = also found by others
  visibility text not null default 'private' check (visibility in ('private', 'link', 'public')),
  -- the address; made anew when a list is shared again, so that an old address stays closed
  share_token text unique,
  -- a librarian took it from the public; the owner still has it
  hidden_at timestamptz,
  hidden_reason text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  -- kept for a day, so that it can be brought back
  deleted_at timestamptz,
  version integer not null default 1,
  check ((visibility = 'private') = (share_token is null))
);
create index reading_list_member on reading_list (member_id, changed_at);
create index reading_list_public on reading_list (changed_at desc, id desc)
  where visibility = 'public' and hidden_at is null and deleted_at is null;
create index reading_list_deleted on reading_list (deleted_at) where deleted_at is not null;

create table reading_list_entry (
  list_id bigint not null references reading_list on delete cascade,
  bib_id bigint not null references bib,
  -- order within the list, 1..n
  place integer not null check (place > 0),
  note text check (length(note) <= 500),
  added_at timestamptz not null,
  primary key (list_id, bib_id),
  constraint reading_list_entry_place unique (list_id, place) deferrable initially deferred
);
create index reading_list_entry_bib on reading_list_entry (bib_id, list_id);
