-- Module ground/backups: the journal, from which the database can be brought to any minute.
alter table backup_plan add column journal boolean not null default false;

-- the whole cluster at a moment; the pieces of the log since then lie beside it
create table backup_base (
  id bigint generated always as identity primary key,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  folder text not null,
  -- of the cluster: another one numbers its pieces anew
  system_id text not null,
  file_name text not null,
  asked_at timestamptz not null,
  ended_at timestamptz,
  made_at timestamptz,
  -- public key for which the pieces are sealed that it needs; its secret one lies in the base alone
  recipient text,
  -- the pieces without which it is nothing: from the first to the last that its making has filled
  first_segment text,
  stop_segment text,
  size_bytes bigint,
  -- the last piece that lies in the folder, and since when
  last_segment text,
  shipped_at timestamptz,
  -- a piece is missing: it goes so far and no further
  broken_at timestamptz,
  removed_at timestamptz,
  error_code text,
  error_params jsonb not null default '{}',
  check ((state = 'done') = (stop_segment is not null)),
  check ((state in ('done', 'failed')) = (ended_at is not null))
);
-- how far the journal goes, asked for the first page of staff
create index backup_base_whole on backup_base (shipped_at) where state = 'done' and broken_at is null;
create unique index backup_base_open on backup_base ((true)) where state in ('waiting', 'running');
