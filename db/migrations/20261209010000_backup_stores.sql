-- Module ground/backups: stores elsewhere to which finished backups are copied, and what came of each copy.
create table backup_store (
  id bigint generated always as identity primary key,
  name text not null unique,
  kind text not null check (kind in ('s3', 'rsync')),
  -- s3: where it answers (https://…); rsync: rsync://host/module/folder or ssh://user@host/folder
  address text not null,
  bucket text not null default '',
  -- stands before the names of files in a bucket
  folder text not null default '',
  region text not null default '',
  access_key text not null default '',
  -- secret access key, or the password of a module; sealed by a key of the installation
  secret text,
  active boolean not null default true,
  -- since when copies go there
  since timestamptz not null,
  version integer not null default 1
);

create table backup_copy (
  id bigint generated always as identity primary key,
  store_id bigint not null references backup_store on delete cascade,
  run_id bigint not null references backup_run on delete cascade,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  asked_at timestamptz not null,
  ended_at timestamptz,
  -- when the time of keeping was over and it was deleted there
  removed_at timestamptz,
  error_code text,
  error_params jsonb not null default '{}',
  unique (store_id, run_id),
  check ((state in ('done', 'failed')) = (ended_at is not null))
);
-- one at a time for each store
create unique index backup_copy_open on backup_copy (store_id) where state in ('waiting', 'running');
create index backup_copy_of_run on backup_copy (run_id);
