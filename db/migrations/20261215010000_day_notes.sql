-- Module day-notes: what happened on a day that its figures do not say (a flood, no electricity). library_id null = the whole network.
create table day_note (
  id bigint generated always as identity primary key,
  library_id bigint references library on delete cascade,
  day date not null,
  text text not null check (char_length(text) between 1 and 200),
  created_by text not null,
  created_at timestamptz not null,
  version integer not null default 1
);
create index day_note_day on day_note (day, id);
