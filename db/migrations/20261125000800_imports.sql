-- Module imports: every run of an importer, its progress and its report.
create table import_run (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('marc', 'marc_authorities', 'slims', 'inlislite_items', 'inlislite_members')),
  file_names text[] not null,
  -- keys of the uploaded files in storage; emptied when the run has ended
  file_keys text[] not null default '{}',
  options jsonb not null default '{}',
  dry_run boolean not null default false,
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'cancelled', 'failed')),
  cancel_requested boolean not null default false,
  total_bytes bigint,
  done_bytes bigint not null default 0,
  read_count integer not null default 0,
  created_count integer not null default 0,
  updated_count integer not null default 0,
  skipped_count integer not null default 0,
  failed_count integer not null default 0,
  item_count integer not null default 0,
  warning_count integer not null default 0,
  error_code text,
  started_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz
);

-- One row for each record that needs a word: failed, skipped, warned, or a conflict to look at.
create table import_row (
  id bigint generated always as identity primary key,
  run_id bigint not null references import_run on delete cascade,
  row_number integer not null,
  outcome text not null check (outcome in ('created', 'updated', 'skipped', 'failed', 'warning')),
  code text not null,
  params jsonb not null default '{}',
  label text,
  bib_id bigint
);
create index import_row_run on import_row (run_id, row_number);
