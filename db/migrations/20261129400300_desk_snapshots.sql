-- Module offline-desk: which data a device was given, and when. An act that says to have been decided by others is not believed.
create table desk_snapshot (
  device_id bigint not null references desk_device on delete cascade,
  at timestamptz not null,
  primary key (device_id, at)
);
-- of devices that may still send: what is known of what they were given
insert into desk_snapshot (device_id, at)
  select device_id, first_at from desk_operator
  union select device_id, last_at from desk_operator
  union select id, snapshot_at from desk_device where snapshot_at is not null;
