-- Module members: what people ask about their own data (UU 27/2022 art. 5-13), each due within 3 × 24 hours.
create table subject_request (
  id bigint generated always as identity primary key,
  member_id bigint not null references member,
  kind text not null check (kind in ('export', 'correct', 'restrict', 'withdraw', 'erase')),
  details text,
  channel text not null check (channel in ('web', 'desk')),
  status text not null default 'open' check (status in ('open', 'done', 'refused')),
  requested_at timestamptz not null,
  due_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  outcome text,
  check ((status = 'open') = (decided_at is null))
);
create unique index subject_request_one_open on subject_request (member_id, kind) where status = 'open';
create index subject_request_due on subject_request (due_at) where status = 'open';
create index subject_request_member on subject_request (member_id, id);

-- restricted: kept, and used for nothing but what must be. erased: the row is a pseudonym that statistics count.
alter table member add restricted_at timestamptz;
alter table member add erased_at timestamptz;

-- An erasure takes a person out of the trace; that something happened, when and where stays.
create or replace function audit_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_setting('lumbung.redaction', true) = 'on' then
    return null;
  end if;
  raise exception 'audit_event is append-only';
end $$;
