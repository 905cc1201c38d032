-- What libraries do, summed by day: read by reports, written by the roll-up of ground/facts out of what the modules contribute.
create table fact_day (
  kind text not null,
  -- null = of the network: searches, files
  library_id bigint references library,
  day date not null,
  -- by what the day is split; '' = not at all
  cut text not null,
  -- the value; '' = unknown
  key text not null,
  n bigint not null
);
create unique index fact_day_cell on fact_day (kind, cut, day, library_id, key) include (n) nulls not distinct;

-- Who it was, by month: cells of fewer than five people are never written, they stand together under null.
create table fact_month (
  kind text not null,
  library_id bigint references library,
  -- its first day
  month date not null,
  cut text not null,
  -- null = all others, and whoever is not known
  key text,
  n bigint not null
);
create unique index fact_month_cell on fact_month (kind, cut, month, library_id, key) nulls not distinct;

-- Up to which day a kind is counted.
create table fact_progress (
  kind text primary key,
  through date not null,
  counted_at timestamptz not null,
  -- when all its days were counted anew
  whole_at timestamptz
);

-- A day that came out otherwise than it had been counted: late or corrected acts.
create table fact_change (
  id bigint generated always as identity primary key,
  kind text not null,
  library_id bigint references library,
  day date not null,
  was bigint not null,
  became bigint not null,
  changed_at timestamptz not null
);
create index fact_change_day on fact_change (kind, day);
