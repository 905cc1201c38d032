-- Module libraries: when a room of a library is held, by meetings of classes, sessions of programmes and reservations together (decision 220).
-- Written by the triggers below alone, of the rows that hold the rooms.
create table space_hold (
  held_for text not null check (held_for in ('class_meeting', 'program_session', 'seat_reservation')),
  held_id bigint not null,
  space_id bigint not null references space on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (held_for, held_id),
  check (starts_at < ends_at),
  -- those of one kind are kept apart by the table they come from
  constraint space_held_once exclude using gist (space_id with =, tstzrange(starts_at, ends_at) with &&, held_for with <>)
);
create index space_hold_space on space_hold (space_id, starts_at);

-- A room is known by what it is called at its library.
create function room_called(of_library bigint, called text) returns bigint language sql stable as $$
  select id from space where kind = 'ruang' and library_id = of_library and btrim(called) <> ''
    and lower(btrim(name)) = lower(btrim(called)) order by id limit 1
$$;

-- Holds a room, or lets it go (null). Whoever comes second waits for the row of the room: of two who want it at once one is refused, and no two wait for each other.
create function hold_room(what text, which bigint, room bigint, from_at timestamptz, to_at timestamptz) returns void language plpgsql as $$
begin
  delete from space_hold where held_for = what and held_id = which;
  if room is null then return; end if;
  perform 1 from space where id = room for no key update;
  insert into space_hold (held_for, held_id, space_id, starts_at, ends_at) values (what, which, room, from_at, to_at);
end
$$;

create function class_meeting_holds_room() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    delete from space_hold where held_for = 'class_meeting' and held_id = old.id;
  else
    perform hold_room('class_meeting', new.id, case when new.cancelled_at is null then new.space_id end, new.starts_at, new.ends_at);
  end if;
  return null;
end
$$;
create trigger class_meeting_holds_room after insert or delete or update of starts_at, ends_at, space_id, cancelled_at
  on class_meeting for each row execute function class_meeting_holds_room();

-- A programme holds its rooms from the day on which it is published.
create function takes_rooms(state text, is_template boolean) returns boolean language sql immutable as $$
  select state in ('published', 'running', 'closed') and not is_template
$$;
create function program_session_holds_room() returns trigger language plpgsql as $$
declare
  room bigint;
begin
  if tg_op = 'DELETE' then
    delete from space_hold where held_for = 'program_session' and held_id = old.id;
  else
    select room_called(p.library_id, new.room) into room from program p
      where p.id = new.program_id and takes_rooms(p.state, p.is_template);
    perform hold_room('program_session', new.id, room, new.starts_at, new.ends_at);
  end if;
  return null;
end
$$;
create trigger program_session_holds_room after insert or delete or update of starts_at, ends_at, room, program_id
  on program_session for each row execute function program_session_holds_room();
create function program_holds_rooms() returns trigger language plpgsql as $$
begin
  perform hold_room('program_session', s.id,
      case when takes_rooms(new.state, new.is_template) then room_called(new.library_id, s.room) end, s.starts_at, s.ends_at)
    from program_session s where s.program_id = new.id order by s.starts_at, s.id;
  return null;
end
$$;
create trigger program_holds_rooms after update of state, is_template, library_id on program for each row
  when (takes_rooms(old.state, old.is_template) is distinct from takes_rooms(new.state, new.is_template)
    or old.library_id is distinct from new.library_id)
  execute function program_holds_rooms();

create function seat_reservation_holds_room() returns trigger language plpgsql as $$
declare
  room bigint;
begin
  if tg_op = 'DELETE' then
    delete from space_hold where held_for = 'seat_reservation' and held_id = old.id;
  else
    select room_called(s.library_id, s.name) into room from seat s
      where s.id = new.seat_id and s.kind = 'room' and new.ended_at is null;
    perform hold_room('seat_reservation', new.id, room, new.starts_at, new.ends_at);
  end if;
  return null;
end
$$;
create trigger seat_reservation_holds_room after insert or delete or update of starts_at, ends_at, seat_id, ended_at
  on seat_reservation for each row execute function seat_reservation_holds_room();

-- What is planned by now: where two stand in one room already, the first that was written holds it, and people sort out the other.
insert into space_hold (held_for, held_id, space_id, starts_at, ends_at)
  select 'class_meeting', id, space_id, starts_at, ends_at from class_meeting
  where space_id is not null and cancelled_at is null
  on conflict do nothing;
insert into space_hold (held_for, held_id, space_id, starts_at, ends_at)
  select 'program_session', s.id, room_called(p.library_id, s.room), s.starts_at, s.ends_at
  from program_session s join program p on p.id = s.program_id
  where takes_rooms(p.state, p.is_template) and room_called(p.library_id, s.room) is not null
  on conflict do nothing;
insert into space_hold (held_for, held_id, space_id, starts_at, ends_at)
  select 'seat_reservation', r.id, room_called(s.library_id, s.name), r.starts_at, r.ends_at
  from seat_reservation r join seat s on s.id = r.seat_id
  where r.ended_at is null and s.kind = 'room' and room_called(s.library_id, s.name) is not null
  on conflict do nothing;
