-- Module bookings: what somebody has booked ends when they leave, in the same act: nobody keeps a copy for a card that is over. What was
-- collected is a loan and stays one.
create function booking_ends_with_member() returns trigger language plpgsql as $$
begin
  update booking_item set active = false
  where booking_id in (select id from booking where member_id = new.id and status = 'booked');
  update booking set status = 'cancelled', ended_at = new.updated_at, ended_by = '…'
  where member_id = new.id and status = 'booked';
  return null;
end $$;
create trigger booking_ends_with_member after update of status on member for each row
  when (new.status = 'withdrawn' and old.status <> 'withdrawn') execute function booking_ends_with_member();

update booking_item set active = false
where booking_id in (
  select b.id from booking b join member m on m.id = b.member_id where b.status = 'booked' and m.status = 'withdrawn'
);
update booking b set status = 'cancelled', ended_at = now(), ended_by = '…'
from member m where m.id = b.member_id and b.status = 'booked' and m.status = 'withdrawn';
