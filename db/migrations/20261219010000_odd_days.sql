-- Module insights/odd-days: days whose figure is far from what is usual there on that weekday. What somebody says of them is a note on the
-- day (day_note); nothing of it is written here.
create table odd_day (
  id bigint generated always as identity primary key,
  -- a kind of ground/facts
  kind text not null,
  library_id bigint not null references library,
  day date not null,
  n bigint not null,
  -- the middle of the same weekdays before it
  usual bigint not null,
  found_at timestamptz not null,
  unique (kind, library_id, day)
);
create index odd_day_day on odd_day (day, id);
create index odd_day_library on odd_day (library_id, day);

-- The count of a kind that was looked at last.
create table odd_day_progress (
  kind text primary key,
  counted_at timestamptz not null
);
