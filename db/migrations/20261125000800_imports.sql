-- Module imports: every run of an importer, its progress and its report.
create table import_run (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('marc', 'marc_authorities', 'slims', 'inlislite_items', 'inlislite_members')),
  -- [{role, name, key, bytes}]: key is the file's place in storage, null when it was read from elsewhere or is gone
  files jsonb not null,
  options jsonb not null default '{}',
  dry_run boolean not null default false,
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'cancelled', 'failed')),
  cancel_requested boolean not null default false,
  total_bytes bigint not null default 0,
  done_bytes bigint not null default 0,
  -- records of the files that are dealt with
  read_count integer not null default 0,
  -- the same and what was said about whole files: an interrupted run goes on behind them
  done_entries integer not null default 0,
  -- the first record that this run made
  first_new_bib_id bigint,
  created_count integer not null default 0,
  updated_count integer not null default 0,
  skipped_count integer not null default 0,
  failed_count integer not null default 0,
  item_count integer not null default 0,
  member_count integer not null default 0,
  warning_count integer not null default 0,
  error_code text,
  error_params jsonb not null default '{}',
  started_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz
);

-- One row for each record that needs a word: failed, skipped, changed what was there, or a warning to look at.
create table import_row (
  id bigint generated always as identity primary key,
  run_id bigint not null references import_run on delete cascade,
  -- record number in a MARC file, line in a table; 0 = the whole file
  row_number integer not null,
  outcome text not null check (outcome in ('updated', 'skipped', 'failed', 'warning')),
  code text not null,
  params jsonb not null default '{}',
  label text,
  bib_id bigint
);
create index import_row_run on import_row (run_id, id);

-- Copies of a SLiMS export wait here for the record that names them; emptied when the run ends.
create table import_waiting_item (
  run_id bigint not null references import_run on delete cascade,
  code text not null,
  row_number integer not null,
  item jsonb not null,
  used boolean not null default false,
  primary key (run_id, code)
);
