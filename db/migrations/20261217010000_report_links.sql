-- Module insights/reports: links that show a report to whoever has them, until they end.
create table report_link (
  id bigint generated always as identity primary key,
  -- whose rights it has; without them it shows nothing
  account_id bigint not null references account on delete cascade,
  token_hash bytea not null unique,
  -- what is asked, with its days: { kind, by, compare, library, within, from, to }
  query jsonb not null,
  -- the libraries whose figures it shows, as they were when it was made; null = the whole network
  library_ids bigint[],
  made_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  -- how often it was opened, by nobody knows whom
  opened integer not null default 0,
  check (expires_at > made_at),
  check (cardinality(library_ids) > 0)
);
create index report_link_holds on report_link (expires_at) where ended_at is null;
