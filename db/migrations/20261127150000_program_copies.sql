-- Module catalog: a copy that is set aside for a programme stands in its room, not on the shelf.
alter table item drop constraint item_set_aside_check;
alter table item add constraint item_set_aside_check check (set_aside in ('in_transit', 'waiting', 'bulk_loan', 'program'));

-- Module programs: copies that are set aside for a programme, or one of its sessions, until its day is over.
create table program_copy (
  id bigint generated always as identity primary key,
  program_id bigint not null references program on delete cascade,
  -- null = for the whole programme, until its last session ends
  session_id bigint references program_session on delete set null,
  item_id bigint not null references item,
  set_aside_at timestamptz not null,
  -- it was taken from the shelf to the room
  fetched_at timestamptz,
  ended_at timestamptz,
  -- by staff; the day, the session or the programme is over; lent in spite of it; the copy itself is not on its shelf any more
  ended_how text check (ended_how in ('released', 'over', 'lent', 'gone')),
  -- the loan in spite of it
  loan_id bigint references loan on delete set null,
  check ((ended_at is null) = (ended_how is null))
);
-- The database itself refuses to set one copy aside for two programmes.
create unique index program_copy_one on program_copy (item_id) where ended_at is null;
create index program_copy_of on program_copy (program_id) where ended_at is null;
create index program_copy_session on program_copy (session_id) where session_id is not null;
create index program_copy_loan on program_copy (loan_id) where loan_id is not null;

-- What is set aside now, for which programme, and until when: read by circulation, bookings and the catalogue's pages, which stand below.
create view program_copy_now as
  select c.id, c.item_id, c.program_id, c.session_id, c.fetched_at, p.title as program_title, coalesce(s.title, '') as session_title,
    p.library_id, coalesce(s.ends_at, last.ends_at) as until_at
  from program_copy c join program p on p.id = c.program_id
  left join program_session s on s.id = c.session_id
  cross join lateral (select max(ends_at) as ends_at from program_session where program_id = c.program_id) last
  where c.ended_at is null;

-- Lent in spite of it: it stands in nobody's room any more. A loan that was undone has taken nothing.
create function program_copy_follow_loan() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    update program_copy set ended_at = new.loaned_at, ended_how = 'lent', loan_id = new.id
    where item_id = new.item_id and ended_at is null;
    return new;
  end if;
  update program_copy set ended_at = null, ended_how = null, loan_id = null where loan_id = old.id;
  if found then
    update item set set_aside = 'program' where id = old.item_id;
  end if;
  return old;
end $$;
create trigger program_copy_follow_loan after insert on loan for each row execute function program_copy_follow_loan();
create trigger program_copy_follow_undo before delete on loan for each row execute function program_copy_follow_loan();

-- A copy that is lent, missing, in repair or moved elsewhere cannot wait in a room: whoever says so need not know of programmes.
create function program_copy_follow_item() returns trigger language plpgsql as $$
begin
  if new.set_aside = 'program' then
    new.set_aside := null;
  end if;
  update program_copy set ended_at = now(), ended_how = 'gone' where item_id = new.id and ended_at is null;
  return new;
end $$;
create trigger program_copy_follow_item before update on item for each row
  when (old.set_aside = 'program' and (new.set_aside is distinct from 'program' or new.status <> 'available' or new.on_loan
    or new.library_id <> old.library_id))
  execute function program_copy_follow_item();

-- Records that become one stand in a list once.
create function program_reading_follow_bib() returns trigger language plpgsql as $$
begin
  update program_reading r set bib_id = new.merged_into_id
  where r.bib_id = new.id and not exists (
    select from program_reading o where o.bib_id = new.merged_into_id and o.program_id = r.program_id
      and o.session_id is not distinct from r.session_id);
  delete from program_reading where bib_id = new.id;
  return null;
end $$;
create trigger program_reading_follow_bib after update of merged_into_id on bib for each row
  when (old.merged_into_id is null and new.merged_into_id is not null) execute function program_reading_follow_bib();
