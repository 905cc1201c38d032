-- Module ground/backups: how the house backs itself up, and what came of it.

-- one row; none until somebody decides
create table backup_plan (
  only_one boolean primary key default true check (only_one),
  -- restored: these rows came out of a backup, and until somebody says so again nothing is written into a folder that may be another house's
  state text not null check (state in ('on', 'off', 'restored')),
  folder text not null,
  -- stands in a file of the folder too, so that an empty mount point is not taken for the disk
  folder_mark uuid not null,
  -- on the wall clock of the network
  at_hour smallint not null check (at_hour between 0 and 23),
  -- public key (age1…) for which backups are sealed, or a passphrase, itself sealed by a key of the installation
  recipient text,
  passphrase text,
  -- since when it is on (or off)
  since timestamptz not null,
  version integer not null default 1,
  check (state = 'off' or (recipient is null) <> (passphrase is null))
);

create table backup_run (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('scheduled', 'asked')),
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  folder text not null,
  -- of this run alone, also when it is begun again after its process was killed
  file_name text not null,
  asked_at timestamptz not null,
  ended_at timestamptz,
  -- the instant whose rows it holds
  made_at timestamptz,
  size_bytes bigint,
  row_count bigint,
  -- of the file as it was read back
  sha256 text,
  -- when the time of keeping was over and the file was deleted
  removed_at timestamptz,
  error_code text,
  error_params jsonb not null default '{}',
  check ((state = 'done') = (sha256 is not null)),
  check ((state in ('done', 'failed')) = (ended_at is not null))
);
-- one at a time
create unique index backup_run_open on backup_run ((true)) where state in ('waiting', 'running');
create index backup_run_done on backup_run (made_at desc) where state = 'done';
