-- Module ground/backups: restores into a database beside the real one, to see that it can be done.
create table backup_drill (
  id bigint generated always as identity primary key,
  run_id bigint not null references backup_run on delete cascade,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  asked_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  -- the database beside, as long as there may be one: it is dropped also when whoever made it was killed
  scratch text,
  -- what opens the backup, sealed by a key of the installation, until the drill has ended
  opener text,
  table_count integer,
  row_count bigint,
  error_code text,
  error_params jsonb not null default '{}',
  check ((state in ('done', 'failed')) = (ended_at is not null)),
  check ((state in ('waiting', 'running')) = (opener is not null))
);
create unique index backup_drill_open on backup_drill ((true)) where state in ('waiting', 'running');
create index backup_drill_of_run on backup_drill (run_id);
