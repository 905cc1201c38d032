-- Module libraries: a room that gets its name after programmes and reservations named it is held by them from then on (decision 220).
-- What is held already stays where it is, and where two stand in one room, the first that holds it keeps it: people sort out the other.
create function space_takes_holds() returns trigger language plpgsql as $$
begin
  insert into space_hold (held_for, held_id, space_id, starts_at, ends_at)
    select 'program_session', s.id, new.id, s.starts_at, s.ends_at
    from program_session s join program p on p.id = s.program_id
    where p.library_id = new.library_id and takes_rooms(p.state, p.is_template) and room_called(p.library_id, s.room) = new.id
    order by s.starts_at, s.id
    on conflict do nothing;
  insert into space_hold (held_for, held_id, space_id, starts_at, ends_at)
    select 'seat_reservation', r.id, new.id, r.starts_at, r.ends_at
    from seat_reservation r join seat s on s.id = r.seat_id
    where s.library_id = new.library_id and s.kind = 'room' and r.ended_at is null and room_called(s.library_id, s.name) = new.id
    order by r.starts_at, r.id
    on conflict do nothing;
  return null;
end
$$;
create trigger space_takes_holds after insert or update of name, kind on space for each row
  when (new.kind = 'ruang') execute function space_takes_holds();

create function seat_takes_room() returns trigger language plpgsql as $$
declare
  room bigint := room_called(new.library_id, new.name);
begin
  if room is null then return null; end if;
  perform 1 from space where id = room for no key update;
  insert into space_hold (held_for, held_id, space_id, starts_at, ends_at)
    select 'seat_reservation', r.id, room, r.starts_at, r.ends_at
    from seat_reservation r where r.seat_id = new.id and r.ended_at is null
    order by r.starts_at, r.id
    on conflict do nothing;
  return null;
end
$$;
create trigger seat_takes_room after update of name, kind on seat for each row
  when (new.kind = 'room') execute function seat_takes_room();

-- A session of which only the title changes keeps its room, whatever that is called by now.
create or replace function program_session_holds_room() returns trigger language plpgsql as $$
declare
  room bigint;
begin
  if tg_op = 'DELETE' then
    delete from space_hold where held_for = 'program_session' and held_id = old.id;
  elsif tg_op = 'INSERT'
    or (old.starts_at, old.ends_at, old.room, old.program_id) is distinct from (new.starts_at, new.ends_at, new.room, new.program_id) then
    select room_called(p.library_id, new.room) into room from program p
      where p.id = new.program_id and takes_rooms(p.state, p.is_template);
    perform hold_room('program_session', new.id, room, new.starts_at, new.ends_at);
  end if;
  return null;
end
$$;
