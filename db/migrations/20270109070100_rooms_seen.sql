-- Module libraries: whoever holds rooms by what they are called, and whoever gives a room or a place its name, see one another also in the same moment (decision 220).

-- Those who hold rooms of a library go beside one another; whoever names one goes alone. Whoever names a room takes this before the row of the room, as those who hold it do.
create function reading_room_names(of_library bigint) returns void language sql volatile as $$
  select pg_advisory_xact_lock_shared(hashtext('room_names'), of_library::integer)
$$;
create function naming_rooms(of_library bigint) returns void language sql volatile as $$
  select pg_advisory_xact_lock(hashtext('room_names'), of_library::integer)
$$;

-- A room that is taken away meanwhile is held by nobody.
create or replace function hold_room(what text, which bigint, room bigint, from_at timestamptz, to_at timestamptz) returns void language plpgsql as $$
begin
  delete from space_hold where held_for = what and held_id = which;
  if room is null then return; end if;
  perform 1 from space where id = room for no key update;
  if not found then return; end if;
  insert into space_hold (held_for, held_id, space_id, starts_at, ends_at) values (what, which, room, from_at, to_at);
end
$$;

create or replace function program_session_holds_room() returns trigger language plpgsql as $$
declare
  room bigint;
begin
  if tg_op = 'DELETE' then
    delete from space_hold where held_for = 'program_session' and held_id = old.id;
  elsif tg_op = 'INSERT'
    or (old.starts_at, old.ends_at, old.room, old.program_id) is distinct from (new.starts_at, new.ends_at, new.room, new.program_id) then
    perform reading_room_names(p.library_id) from program p where p.id = new.program_id;
    select room_called(p.library_id, new.room) into room from program p
      where p.id = new.program_id and takes_rooms(p.state, p.is_template);
    perform hold_room('program_session', new.id, room, new.starts_at, new.ends_at);
  end if;
  return null;
end
$$;

create or replace function program_holds_rooms() returns trigger language plpgsql as $$
begin
  perform reading_room_names(new.library_id);
  perform hold_room('program_session', s.id,
      case when takes_rooms(new.state, new.is_template) then room_called(new.library_id, s.room) end, s.starts_at, s.ends_at)
    from program_session s where s.program_id = new.id order by s.starts_at, s.id;
  return null;
end
$$;

create or replace function seat_reservation_holds_room() returns trigger language plpgsql as $$
declare
  room bigint;
begin
  if tg_op = 'DELETE' then
    delete from space_hold where held_for = 'seat_reservation' and held_id = old.id;
  else
    perform reading_room_names(s.library_id) from seat s where s.id = new.seat_id and s.kind = 'room' and new.ended_at is null;
    select room_called(s.library_id, s.name) into room from seat s
      where s.id = new.seat_id and s.kind = 'room' and new.ended_at is null;
    perform hold_room('seat_reservation', new.id, room, new.starts_at, new.ends_at);
  end if;
  return null;
end
$$;

create or replace function space_takes_holds() returns trigger language plpgsql as $$
begin
  perform naming_rooms(new.library_id);
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

create or replace function seat_takes_room() returns trigger language plpgsql as $$
declare
  room bigint;
begin
  perform naming_rooms(new.library_id);
  -- as rooms are called now that nobody names one
  room := room_called(new.library_id, new.name);
  if room is null then return null; end if;
  perform 1 from space where id = room for no key update;
  if not found then return null; end if;
  insert into space_hold (held_for, held_id, space_id, starts_at, ends_at)
    select 'seat_reservation', r.id, room, r.starts_at, r.ends_at
    from seat_reservation r where r.seat_id = new.id and r.ended_at is null
    order by r.starts_at, r.id
    on conflict do nothing;
  return null;
end
$$;
