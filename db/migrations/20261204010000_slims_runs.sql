-- Module moving/slims: every migration that was asked for at its page: how far it is, and what came of it.
create table slims_run (
  id bigint generated always as identity primary key,
  -- the library whose SLiMS it is
  library_id bigint not null references library,
  dry_run boolean not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'cancelled', 'failed')),
  file_name text not null,
  file_bytes bigint not null,
  -- the file's place in storage; null = it lies in the folder of dumps, or is gone
  storage_key text,
  -- when a file of the folder of dumps was last written, by which it is known to be the one that was tried; null = it was uploaded
  written_at timestamptz,
  cancel_requested boolean not null default false,
  -- how often a process has begun it: more than once = it was interrupted and taken up again
  attempts integer not null default 0,
  -- the table at work, null = the file is read through; how many of its rows are dealt with, and how many it has
  progress_table text,
  progress_rows bigint not null default 0,
  progress_of bigint,
  -- the report: [{table, rows, kind, fates}], the money of the fines, and how many running loans are to be settled by hand
  tables jsonb not null default '[]',
  money jsonb,
  to_settle integer not null default 0,
  -- rows of earlier runs that SLiMS has changed since: brought up to date; or changed here as well, for people to decide
  updated integer not null default 0,
  conflicts integer not null default 0,
  error_code text,
  error_params jsonb not null default '{}',
  started_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz
);
-- One at a time: two would wait for each other's rows, and fill the disk with two dumps.
create unique index slims_run_one_at_a_time on slims_run ((true)) where state in ('queued', 'running');

-- What is said of rows: those that did not come, and what should be known of those that did.
create table slims_said (
  id bigint generated always as identity primary key,
  run_id bigint not null references slims_run on delete cascade,
  table_name text not null,
  -- as people find it in SLiMS: biblio_id=12
  slims_key text not null,
  fate text not null check (fate in ('merged', 'refused', 'told')),
  code text not null,
  params jsonb not null default '{}',
  -- written in the transaction in which its row came: a run that is taken up again does not say it anew. All others go when it is.
  came boolean not null
);
create index slims_said_run on slims_said (run_id, id);

update network_setting set value = '{"slims_lines": 90}'::jsonb || value
where key = 'retentionDays' and jsonb_typeof(value) = 'object';
