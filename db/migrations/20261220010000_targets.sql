-- Module insights/targets: what a library, or the network (null), means to reach in a year.
create table target (
  id bigint generated always as identity primary key,
  year integer not null check (year between 2000 and 2200),
  library_id bigint references library,
  -- a kind of facts
  kind text not null check (length(kind) between 1 and 60),
  goal bigint not null check (goal > 0),
  set_by text not null,
  set_at timestamptz not null,
  unique nulls not distinct (year, library_id, kind)
);
