-- Platform: work that is too heavy for the process that answers people. A worker takes it, one piece of each lane at a time.
create table heavy_work (
  -- not to be guessed: whoever asked without signing in has only this
  id uuid primary key default gen_random_uuid(),
  -- what is to be done: `paper`, `catalog.export`, or the name of a queue (`search.nightly_build`)
  kind text not null,
  input jsonb not null,
  -- a part of the input that is too large or too private for a row: a key of storage; it goes when the work has ended
  input_key text,
  -- papers that people wait for never wait behind an import
  lane text not null check (lane in ('papers', 'rest')),
  -- who asked: null = the system
  asker jsonb,
  locale text not null check (locale in ('id', 'en')),
  library_id bigint,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  -- times that it was begun and not let go of on purpose: a process that ends in it leaves its mark
  attempts smallint not null default 0,
  -- times that it ended with an error that nobody expected
  failures smallint not null default 0,
  not_before timestamptz not null default now(),
  done_count integer not null default 0,
  total_count integer,
  cancel_requested boolean not null default false,
  error_code text,
  error_params jsonb not null default '{}',
  -- what staff who look after the system read of a bug
  error_trace text,
  file_key text,
  file_name text,
  media_type text,
  size_bytes bigint,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  constraint heavy_work_ended check ((ended_at is null) = (state in ('waiting', 'running')))
);
create index heavy_work_open on heavy_work (lane, created_at) where ended_at is null;
create index heavy_work_ended_at on heavy_work (ended_at) where ended_at is not null;
-- what the clock asks for is not asked for twice
create unique index heavy_work_once on heavy_work (kind, input) where state = 'waiting' and asker is null;
