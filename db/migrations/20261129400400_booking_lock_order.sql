-- Module bookings: a booking before its copies, everywhere. Triggers that took them the other way round waited for whoever cancelled the
-- booking, who waited for them.
create or replace function booking_follow_loan() returns trigger language plpgsql as $$
declare of_booking bigint;
begin
  select bi.booking_id into of_booking from booking_item bi join booking b on b.id = bi.booking_id
  where bi.item_id = new.item_id and bi.active and bi.loan_id is null and b.member_id = new.member_id
    and bi.period && tstzrange(new.loaned_at, new.due_at, '[]')
  order by b.starts_at limit 1;
  if of_booking is null then
    return null;
  end if;
  perform 1 from booking where id = of_booking for no key update;
  -- it may have been cancelled just now
  update booking_item set loan_id = new.id
  where booking_id = of_booking and item_id = new.item_id and active and loan_id is null;
  if found then
    update booking set status = 'collected' where status = 'booked' and id = of_booking;
  end if;
  return null;
end $$;

create or replace function booking_follow_return() returns trigger language plpgsql as $$
declare of_booking bigint;
begin
  select booking_id into of_booking from booking_item where loan_id = new.id and active;
  if of_booking is null then
    return null;
  end if;
  perform 1 from booking where id = of_booking for no key update;
  update booking_item set active = false, freed_by_return = new.status = 'returned' where loan_id = new.id and active;
  if not exists (select from booking_item where booking_id = of_booking and active) then
    update booking set status = 'returned', ended_at = coalesce(new.return_recorded_at, now()), ended_by = 'Lumbung'
    where id = of_booking and ended_at is null;
  end if;
  return null;
end $$;

create or replace function booking_follow_undone_return() returns trigger language plpgsql as $$
declare of_booking bigint;
begin
  select booking_id into of_booking from booking_item where loan_id = new.id and freed_by_return;
  if of_booking is null then
    return null;
  end if;
  perform 1 from booking where id = of_booking for no key update;
  update booking_item set active = true, freed_by_return = false where loan_id = new.id and freed_by_return;
  update booking set status = 'collected', ended_at = null, ended_by = null where id = of_booking and status = 'returned';
  return null;
end $$;

create or replace function booking_ends_with_member() returns trigger language plpgsql as $$
begin
  perform 1 from booking where member_id = new.id and status = 'booked' order by id for no key update;
  update booking_item set active = false
  where booking_id in (select id from booking where member_id = new.id and status = 'booked');
  update booking set status = 'cancelled', ended_at = new.updated_at, ended_by = '…'
  where member_id = new.id and status = 'booked';
  return null;
end $$;
