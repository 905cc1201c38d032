-- Module stocktake: a copy that waited for a reader, travelled, or lay in a box or with a programme goes back to its shelf while a stocktake
-- runs, perhaps to one that was counted already. It was in somebody's hands: nobody may call it missing because nobody scanned it again. By a
-- trigger, since it is put back by modules that do not know of stocktakes.
alter table stocktake_item add column put_back boolean not null default false;
create index stocktake_item_copy on stocktake_item (item_id);

create function stocktake_sees_put_back() returns trigger language plpgsql as $$
begin
  update stocktake_item listed set put_back = true
  from stocktake where listed.item_id = new.id and not listed.put_back
    and stocktake.id = listed.stocktake_id and stocktake.status = 'open';
  return null;
end $$;
create trigger stocktake_sees_put_back after update of set_aside on item for each row
  when (old.set_aside is not null and new.set_aside is null) execute function stocktake_sees_put_back();
