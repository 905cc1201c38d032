-- Module offline-desk: devices that lend without the network, and what became of what they wrote down.
create table desk_device (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  name text not null check (name <> ''),
  token_hash bytea not null unique,
  -- half of the key to what lies on the device; useless without the other half, which never leaves it
  unlock_secret bytea not null,
  -- with which public key the device checks what it is given
  verify_key text not null,
  -- whose cards it carries
  members text not null check (members in ('library', 'network')),
  -- it does not lend by data that are older
  max_age_hours integer not null check (max_age_hours between 1 and 336),
  enrolled_at timestamptz not null,
  enrolled_by text not null,
  snapshot_at timestamptz,
  synced_at timestamptz,
  revoked_at timestamptz,
  revoked_by text,
  check ((revoked_at is null) = (revoked_by is null))
);
create unique index desk_device_name on desk_device (library_id, lower(name)) where revoked_at is null;

-- Who has fetched the data for a device, and so may have worked at it.
create table desk_operator (
  device_id bigint not null references desk_device on delete cascade,
  account_id bigint not null references account,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (device_id, account_id)
);

-- Every act that arrived, once: the row is written in the transaction of the act itself. Who and what stays only while somebody must decide.
create table desk_act (
  id bigint generated always as identity primary key,
  -- made by the device: the same one again changes nothing
  nonce uuid not null unique,
  device_id bigint not null references desk_device,
  seq bigint not null,
  kind text not null check (kind in ('lend', 'return', 'visit')),
  happened_at timestamptz not null,
  received_at timestamptz not null,
  account_id bigint references account,
  account_name text not null,
  outcome text not null check (outcome in ('done', 'conflict', 'settled', 'dropped')),
  payload jsonb,
  error_code text,
  error_params jsonb,
  settled_at timestamptz,
  settled_by text,
  settled_note text,
  check ((outcome = 'conflict') = (payload is not null)),
  check (error_params is null or outcome = 'conflict'),
  check ((error_code is null) = (outcome = 'done')),
  check ((settled_at is not null) = (outcome in ('settled', 'dropped'))),
  check ((settled_at is null) = (settled_by is null))
);
create index desk_act_device on desk_act (device_id, seq);
create index desk_act_conflict on desk_act (device_id, happened_at) where outcome = 'conflict';
