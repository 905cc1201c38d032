-- Module seats: rooms, computers and study seats of a library, and who has reserved them.
create table seat (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  kind text not null check (kind in ('room', 'computer', 'seat')),
  name text not null check (name <> ''),
  note text not null default '',
  -- how many people it holds
  capacity integer not null check (capacity between 1 and 500),
  -- hours of the library are cut into slots of so many minutes
  slot_minutes integer not null check (slot_minutes between 15 and 480),
  -- what one member may have of it on one day
  max_slots_per_day integer not null check (max_slots_per_day between 1 and 32),
  -- a librarian says yes first
  needs_approval boolean not null,
  -- free again when nobody has come so many minutes after the beginning
  no_show_minutes integer not null check (no_show_minutes between 5 and 480),
  active boolean not null default true,
  unique (library_id, name)
);

create table seat_reservation (
  id bigint generated always as identity primary key,
  seat_id bigint not null references seat,
  -- null once it is forgotten who it was
  member_id bigint references member on delete set null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  slots integer not null check (slots >= 1),
  people integer not null check (people >= 1),
  purpose text not null default '',
  -- 'asked' waits for a librarian; 'present' has come
  status text not null check (status in ('asked', 'confirmed', 'present', 'declined', 'cancelled', 'no_show')),
  placed_at timestamptz not null,
  placed_by text not null,
  ended_at timestamptz,
  check (starts_at < ends_at),
  check ((status in ('declined', 'cancelled', 'no_show')) = (ended_at is not null)),
  -- The database itself refuses two reservations of one place at one time.
  constraint seat_no_overlap exclude using gist (seat_id with =, tstzrange(starts_at, ends_at) with &&)
    where (ended_at is null)
);
create index seat_reservation_member on seat_reservation (member_id, starts_at);
create index seat_reservation_day on seat_reservation (seat_id, starts_at);
create index seat_reservation_waiting on seat_reservation (starts_at) where status in ('asked', 'confirmed');
