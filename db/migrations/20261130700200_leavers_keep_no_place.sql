-- Module seats: what somebody has reserved ends when they leave, in the same act, as what they had booked does
-- (20261128040500): nobody keeps a place for a card that is over.
create function seat_reservation_ends_with_member() returns trigger language plpgsql as $$
begin
  update seat_reservation set status = 'cancelled', ended_at = new.updated_at
  where member_id = new.id and status in ('asked', 'confirmed') and ends_at > new.updated_at;
  return null;
end $$;
create trigger seat_reservation_ends_with_member after update of status on member for each row
  when (new.status = 'withdrawn' and old.status <> 'withdrawn') execute function seat_reservation_ends_with_member();

update seat_reservation r set status = 'cancelled', ended_at = now()
from member m where m.id = r.member_id and m.status = 'withdrawn' and r.status in ('asked', 'confirmed') and r.ends_at > now();
