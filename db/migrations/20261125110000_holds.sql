-- Module catalog: where a copy stands that is neither lent nor on its shelf. Kept by circulation through the catalogue's door.
alter table item add column set_aside text check (set_aside in ('in_transit', 'waiting'));
create index item_set_aside on item (id) where set_aside is not null;

-- Module search: a copy that is set aside is not on the shelf.
create or replace function search_note_item() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into search_change (bib_id, holdings_only) select distinct bib_id, true from new_rows;
  elsif tg_op = 'DELETE' then
    insert into search_change (bib_id, holdings_only) select distinct bib_id, true from old_rows;
  else
    insert into search_change (bib_id, holdings_only)
    select distinct v.bib_id, true
    from new_rows n join old_rows o on o.id = n.id cross join lateral (values (n.bib_id), (o.bib_id)) v (bib_id)
    where (n.bib_id, n.library_id, n.status, n.on_loan, n.set_aside)
      is distinct from (o.bib_id, o.library_id, o.status, o.on_loan, o.set_aside);
  end if;
  return null;
end $$;

-- Module circulation: who waits for what, and what travels between libraries.
create table hold (
  id bigint generated always as identity primary key,
  bib_id bigint not null references bib,
  member_id bigint not null references member,
  pickup_library_id bigint not null references library,
  -- only this copy will do; null = any copy of the record
  wanted_item_id bigint references item,
  -- the copy that was caught for it
  item_id bigint references item,
  status text not null default 'queued'
    check (status in ('queued', 'in_transit', 'waiting', 'collected', 'expired', 'cancelled')),
  -- order in the queue of the record; has gaps. The position that people see is the row number among the queued ones.
  place integer not null check (place > 0),
  placed_at timestamptz not null,
  placed_by text not null,
  override_reason text,
  -- set while it lets others go first; suspended_until = the day on which it counts again, null = until it is resumed
  suspended_at timestamptz,
  suspended_until date,
  caught_at timestamptz,
  waiting_since timestamptz,
  -- the last day on the shelf, in the pick-up library's zone
  keep_until date,
  ended_at timestamptz,
  ended_by text,
  loan_id bigint references loan on delete set null,
  -- what it was before a loan collected it, so that the loan can be undone
  status_before_end text,
  check (status not in ('in_transit', 'waiting') or item_id is not null),
  check (status <> 'waiting' or keep_until is not null),
  check ((status in ('collected', 'expired', 'cancelled')) = (ended_at is not null)),
  constraint hold_one_per_place exclude using btree (bib_id with =, place with =)
    where (status in ('queued', 'in_transit', 'waiting')) deferrable initially immediate
);
-- The database itself refuses to catch one copy for two.
create unique index hold_one_per_copy on hold (item_id) where status in ('in_transit', 'waiting');
create index hold_queue on hold (bib_id, place) where status = 'queued';
create index hold_places on hold (bib_id, place desc);
create index hold_member on hold (member_id, id);
create index hold_shelf on hold (pickup_library_id, keep_until) where status = 'waiting';
create index hold_loan on hold (loan_id) where loan_id is not null;

create table transit (
  id bigint generated always as identity primary key,
  item_id bigint not null references item,
  from_library_id bigint not null references library,
  to_library_id bigint not null references library,
  -- hold = somebody waits for it there; home = it belongs there; moved = staff send it there
  reason text not null check (reason in ('hold', 'home', 'moved')),
  -- whose hold it travels for; null again when that hold ended on the way
  hold_id bigint references hold,
  requested_at timestamptz not null,
  requested_by text not null,
  box text,
  -- null = it lies ready to be sent
  sent_at timestamptz,
  sent_by text,
  received_at timestamptz,
  received_by text,
  cancelled_at timestamptz,
  check (from_library_id <> to_library_id),
  check (received_at is null or cancelled_at is null)
);
create unique index transit_one_per_copy on transit (item_id) where received_at is null and cancelled_at is null;
create index transit_to_send on transit (from_library_id) where received_at is null and cancelled_at is null;
create index transit_to_receive on transit (to_library_id) where received_at is null and cancelled_at is null;
create index transit_hold on transit (hold_id) where received_at is null and cancelled_at is null;

-- One at a time may change the queue of a record; the lock goes with the transaction.
create function lock_hold_queue(bib bigint) returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended('hold_queue', bib))
$$;

-- A copy that goes to another record takes along the holds that are about it alone, and the one that it was caught for.
create function hold_follow_item() returns trigger language plpgsql as $$
declare one record;
begin
  for one in
    select h.id from hold h
    where h.status in ('queued', 'in_transit', 'waiting') and (h.wanted_item_id = new.id or h.item_id = new.id)
    order by h.place
  loop
    perform lock_hold_queue(new.bib_id);
    update hold set bib_id = new.bib_id,
      place = (select coalesce(max(q.place), 0) + 1 from hold q where q.bib_id = new.bib_id)
    where id = one.id;
  end loop;
  return null;
end $$;
create trigger hold_follow_item after update of bib_id on item for each row
  when (old.bib_id is distinct from new.bib_id) execute function hold_follow_item();

-- Records that become one have one queue, in the order of joining; the holds on a deleted record end.
create function hold_follow_bib() returns trigger language plpgsql as $$
declare last integer;
begin
  if new.merged_into_id is null then
    update hold set status = 'cancelled', ended_at = new.deleted_at, ended_by = 'Lumbung'
    where bib_id = new.id and status = 'queued';
    return null;
  end if;
  if not exists (select from hold where bib_id = new.id and status in ('queued', 'in_transit', 'waiting')) then
    return null;
  end if;
  perform lock_hold_queue(new.merged_into_id);
  select coalesce(max(place), 0) into last from hold where bib_id in (new.id, new.merged_into_id);
  update hold set bib_id = new.merged_into_id, place = last + o.nth
  from (
    select id, row_number() over (order by placed_at, id) as nth from hold
    where bib_id in (new.id, new.merged_into_id) and status in ('queued', 'in_transit', 'waiting')
  ) o
  where hold.id = o.id;
  return null;
end $$;
create trigger hold_follow_bib after update of deleted_at on bib for each row
  when (old.deleted_at is null and new.deleted_at is not null) execute function hold_follow_bib();
