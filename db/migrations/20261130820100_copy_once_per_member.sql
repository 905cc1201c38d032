-- Module circulation: nobody waits twice for one copy. Of two such holds the one stays for which the copy was caught, else the older.
update hold set status = 'cancelled', ended_at = now(), ended_by = 'Lumbung'
where id in (
  select id from (
    select id, row_number() over (
      partition by member_id, coalesce(item_id, wanted_item_id) order by item_id is null, place, id) as nth
    from hold
    where status in ('queued', 'in_transit', 'waiting') and coalesce(item_id, wanted_item_id) is not null
      and member_id is not null) twice
  where nth > 1);
create unique index hold_once_per_copy on hold (member_id, coalesce(item_id, wanted_item_id))
  where status in ('queued', 'in_transit', 'waiting');

-- Nor for one that they have at home. A loan fulfils the hold in the same transaction, so it is looked at when that ends.
update hold set status = 'cancelled', ended_at = now(), ended_by = 'Lumbung'
from loan
where hold.status = 'queued' and loan.member_id = hold.member_id and loan.item_id = hold.wanted_item_id
  and loan.status in ('open', 'claimed_returned');
create function copy_once_per_member() returns trigger language plpgsql as $$
begin
  if exists (
    select from hold h join loan l
      on l.member_id = h.member_id and l.item_id = coalesce(h.item_id, h.wanted_item_id)
    where h.status in ('queued', 'in_transit', 'waiting') and l.status in ('open', 'claimed_returned')
      and case when tg_table_name = 'loan' then l.id = new.id else h.id = new.id end)
  then
    raise exception 'a member has and awaits the same copy'
      using errcode = 'unique_violation', constraint = 'copy_once_per_member';
  end if;
  return null;
end $$;
create constraint trigger copy_once_per_member after insert or update of status, member_id, item_id on loan
  deferrable initially deferred for each row
  when (new.status in ('open', 'claimed_returned')) execute function copy_once_per_member();
create constraint trigger copy_once_per_member after insert or update of status, member_id, item_id, wanted_item_id on hold
  deferrable initially deferred for each row
  when (new.status in ('queued', 'in_transit', 'waiting') and coalesce(new.item_id, new.wanted_item_id) is not null)
  execute function copy_once_per_member();
