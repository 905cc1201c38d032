-- Module members: what became of each run of the retention, class by class.
create table retention_run (
  id bigint generated always as identity primary key,
  requested_at timestamptz not null,
  requested_by text not null,
  finished_at timestamptz,
  -- [{ key, days, gone, waiting }] in the order in which they were cleared; grows while the run goes on
  report jsonb not null default '[]'
);
create unique index retention_run_one_open on retention_run ((true)) where finished_at is null;

-- Module audit: where a request came from is taken out of the trace after its time.
create index audit_event_ip on audit_event (at) where after ? 'ip';
create index session_ended on session (expires_at);
