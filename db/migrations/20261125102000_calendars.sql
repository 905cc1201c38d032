-- Module libraries: closings that come every year, and hours that hold for a time instead of the usual ones.
alter table closed_day
  -- the same days of every year, from the year of date_from on
  add yearly boolean not null default false,
  add constraint closed_day_yearly_span check (not yearly or date_to - date_from < 365);

-- library_id null = the whole network. hours: [{weekday, opensMinute, closesMinute}], ISO weekdays; a weekday that is not named
-- keeps its usual hours.
create table special_hours (
  id bigint generated always as identity primary key,
  library_id bigint references library on delete cascade,
  date_from date not null,
  date_to date not null,
  reason text not null,
  hours jsonb not null check (jsonb_typeof(hours) = 'array' and jsonb_array_length(hours) > 0),
  -- holds on closed days too: an exception that opens the library
  on_closed_days boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  check (date_from <= date_to)
);
create index special_hours_range on special_hours (date_from, date_to);
