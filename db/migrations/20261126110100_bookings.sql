-- Module circulation: what may be booked for a period, by policy.
alter table loan_policy
  add bookable boolean,
  -- the longest period of one booking, in days
  add max_booking_days integer check (max_booking_days > 0);
-- Tools and games are what people want on a certain day.
insert into loan_policy (item_type, bookable) values ('alat', true)
  on conflict (library_id, category_id, item_type) do update set bookable = true;

-- Module bookings: copies, alone or as a set, promised to a member for a period.
create table booking_set (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  name text not null check (name <> ''),
  unique (library_id, name)
);
create table booking_set_item (
  booking_set_id bigint not null references booking_set on delete cascade,
  item_id bigint not null references item,
  primary key (booking_set_id, item_id)
);

create table booking (
  id bigint generated always as identity primary key,
  member_id bigint not null references member,
  -- where it is collected
  library_id bigint not null references library,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  purpose text not null default '',
  status text not null default 'booked' check (status in ('booked', 'collected', 'returned', 'cancelled', 'expired')),
  placed_at timestamptz not null,
  placed_by text not null,
  ended_at timestamptz,
  ended_by text,
  check (starts_at < ends_at),
  check ((status in ('returned', 'cancelled', 'expired')) = (ended_at is not null))
);
create index booking_member on booking (member_id, id);
create index booking_due on booking (library_id, starts_at) where ended_at is null;

create table booking_item (
  booking_id bigint not null references booking,
  item_id bigint not null references item,
  period tstzrange not null check (not isempty(period)),
  -- false = the copy is free again: cancelled, not collected, or back
  active boolean not null default true,
  -- the loan that collected it
  loan_id bigint references loan on delete set null,
  primary key (booking_id, item_id),
  -- The database itself refuses two bookings of one copy at one time.
  constraint booking_no_overlap exclude using gist (item_id with =, period with &&) where (active)
);
create index booking_item_loan on booking_item (loan_id) where loan_id is not null;

-- A loan to whoever has booked the copy collects the booking.
create function booking_follow_loan() returns trigger language plpgsql as $$
begin
  update booking_item set loan_id = new.id
  where (booking_id, item_id) = (
    select bi.booking_id, bi.item_id from booking_item bi join booking b on b.id = bi.booking_id
    where bi.item_id = new.item_id and bi.active and bi.loan_id is null and b.member_id = new.member_id
      and bi.period && tstzrange(new.loaned_at, new.due_at, '[]')
    order by b.starts_at limit 1);
  if found then
    update booking set status = 'collected'
    where status = 'booked' and id = (select booking_id from booking_item where loan_id = new.id);
  end if;
  return null;
end $$;
create trigger booking_follow_loan after insert on loan for each row
  when (not new.on_site) execute function booking_follow_loan();

-- When the copy is back, or lost, nobody has to wait for the end of the period.
create function booking_follow_return() returns trigger language plpgsql as $$
declare of_booking bigint;
begin
  update booking_item set active = false where loan_id = new.id and active returning booking_id into of_booking;
  if of_booking is not null and not exists (select from booking_item where booking_id = of_booking and active) then
    update booking set status = 'returned', ended_at = coalesce(new.return_recorded_at, now()), ended_by = 'Lumbung'
    where id = of_booking and ended_at is null;
  end if;
  return null;
end $$;
create trigger booking_follow_return after update of status on loan for each row
  when (new.status in ('returned', 'lost') and old.status <> new.status) execute function booking_follow_return();

-- A loan that was undone has collected nothing.
create function booking_follow_undo() returns trigger language plpgsql as $$
begin
  update booking set status = 'booked'
  where status = 'collected' and id in (select booking_id from booking_item where loan_id = old.id)
    and not exists (select from booking_item bi where bi.booking_id = booking.id and bi.loan_id <> old.id);
  return old;
end $$;
create trigger booking_follow_undo before delete on loan for each row execute function booking_follow_undo();
