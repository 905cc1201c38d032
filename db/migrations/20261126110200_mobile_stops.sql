-- Module libraries: where a mobile library stops, and when it comes.
create table mobile_stop (
  id bigint generated always as identity primary key,
  library_id bigint not null references library on delete cascade,
  place text not null check (place <> ''),
  -- the first visit; its weekday is that of all others
  first_on date not null,
  -- every so many weeks
  every_weeks integer not null default 1 check (every_weeks between 1 and 12),
  -- the last day on which it may come; null = until somebody ends it
  last_on date,
  -- minutes from midnight in the zone of the library
  opens_minute integer not null check (opens_minute between 0 and 1439),
  closes_minute integer not null check (closes_minute between 1 and 1440),
  check (opens_minute < closes_minute),
  check (last_on >= first_on)
);
create index mobile_stop_library on mobile_stop (library_id);

-- A day on which it does not come.
create table mobile_stop_skip (
  mobile_stop_id bigint not null references mobile_stop on delete cascade,
  skipped_on date not null,
  reason text not null check (reason <> ''),
  primary key (mobile_stop_id, skipped_on)
);
