-- Module self-service: fixed tablets at which readers lend to themselves.
alter table self_service_rule
  -- a card alone is not enough at a kiosk: the PIN is asked too
  add column kiosk_pin boolean not null default false,
  -- after so many seconds without a touch a kiosk locks itself
  add column kiosk_seconds integer not null default 60 check (kiosk_seconds between 20 and 600);

create table kiosk (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  name text not null check (name <> ''),
  -- typed once on the tablet, within a quarter of an hour; only hashes are kept
  code_hash bytea unique,
  code_until timestamptz,
  token_hash bytea unique,
  added_at timestamptz not null,
  added_by text not null check (added_by <> ''),
  enrolled_at timestamptz,
  revoked_at timestamptz,
  check ((code_hash is null) = (code_until is null)),
  check (revoked_at is null or (token_hash is null and code_hash is null))
);
create index kiosk_library on kiosk (library_id);

-- Who stands at a kiosk now. The row goes when they leave, or when the kiosk locks itself.
create table kiosk_session (
  kiosk_id bigint primary key references kiosk on delete cascade,
  member_id bigint not null references member on delete cascade,
  started_at timestamptz not null,
  active_at timestamptz not null check (active_at >= started_at),
  -- barcodes of the copies that lie before the reader
  basket text[] not null default '{}' check (cardinality(basket) <= 30)
);
create index kiosk_session_member on kiosk_session (member_id);
