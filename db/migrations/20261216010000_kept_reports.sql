-- Module insights/reports: reports that somebody put together and kept.
create table kept_report (
  id bigint generated always as identity primary key,
  account_id bigint not null references account on delete cascade,
  name text not null check (length(name) between 1 and 80),
  -- what is counted and how it is split: { kind, by, compare, library }; the days are chosen when it is read
  query jsonb not null,
  -- everybody who may read reports sees it; its figures are those of whoever reads
  shared boolean not null default false,
  kept_at timestamptz not null,
  unique (account_id, name)
);
