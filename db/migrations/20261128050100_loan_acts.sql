-- Module circulation: what a loan, a return or a renewal changed, so that its undo plays exactly that back. Kept for a day; an act without
-- a row here (from before this change, or made by nobody who could undo it) cannot be undone.
create table loan_act (
  loan_id bigint not null references loan on delete cascade,
  id bigint generated always as identity,
  kind text not null check (kind in ('loan', 'return', 'renewal')),
  done_at timestamptz not null,
  -- rows with their changed columns as they were and are: no names, no numbers of members
  changes jsonb not null,
  primary key (loan_id, id)
);

-- Module bookings: what a return set free, so that its undo takes that back and nothing else.
alter table booking_item add column freed_by_return boolean not null default false;

create or replace function booking_follow_return() returns trigger language plpgsql as $$
declare of_booking bigint;
begin
  update booking_item set active = false, freed_by_return = new.status = 'returned'
  where loan_id = new.id and active returning booking_id into of_booking;
  if of_booking is not null and not exists (select from booking_item where booking_id = of_booking and active) then
    update booking set status = 'returned', ended_at = coalesce(new.return_recorded_at, now()), ended_by = 'Lumbung'
    where id = of_booking and ended_at is null;
  end if;
  return null;
end $$;

-- A return that was undone has set nothing free. Where somebody has booked the copy meanwhile, the constraint refuses it.
create function booking_follow_undone_return() returns trigger language plpgsql as $$
declare of_booking bigint;
begin
  update booking_item set active = true, freed_by_return = false
  where loan_id = new.id and freed_by_return returning booking_id into of_booking;
  update booking set status = 'collected', ended_at = null, ended_by = null where id = of_booking and status = 'returned';
  return null;
end $$;
create trigger booking_follow_undone_return after update of status on loan for each row
  when (old.status = 'returned' and new.status in ('open', 'claimed_returned')) execute function booking_follow_undone_return();
