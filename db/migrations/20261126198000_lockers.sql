-- Module lockers: where visitors leave their bags. Optional: a library without lockers sees nothing of it.
create table locker (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  -- as it stands on the door and on the tag of the key
  number text not null check (number ~ '^[A-Z0-9-]{1,12}$'),
  out_of_order boolean not null default false,
  unique (library_id, number)
);

-- A key that was handed out. Who has it is known while it is out and some days after; then the names go.
create table locker_use (
  id bigint generated always as identity primary key,
  locker_id bigint not null references locker on delete cascade,
  member_id bigint references member on delete set null,
  guest_name text check (guest_name <> ''),
  started_at timestamptz not null,
  started_by text not null,
  ended_at timestamptz check (ended_at >= started_at),
  ended_by text,
  check ((ended_at is null) = (ended_by is null)),
  check (member_id is null or guest_name is null)
);
-- The last guards when two desks reach for one key, or one card for two.
create unique index locker_use_one_key on locker_use (locker_id) where ended_at is null;
create unique index locker_use_one_for_card on locker_use (member_id) where ended_at is null;
create index locker_use_named on locker_use (ended_at) where member_id is not null or guest_name is not null;

update network_setting set value = value || '{"locker_uses": 30}'
where key = 'retentionDays' and not value ? 'locker_uses';
update network_setting set value = value || '{"bulk_loan_contacts": 365}'
where key = 'retentionDays' and not value ? 'bulk_loan_contacts';
