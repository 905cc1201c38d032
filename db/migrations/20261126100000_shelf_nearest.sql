-- Module catalog: neighbours on a shelf are read one after the other until there are enough, instead of ten times as many at once: a
-- record page spent more on this than on everything else in the database.
create index item_shelf_order on item (library_id, call_number_sort, bib_id);
drop index item_shelf;

create or replace function shelf_around(wanted_bib bigint, wanted_library bigint, each integer)
returns table (side text, bib_id bigint)
language plpgsql stable as $$
declare
  here text;
  nearest bigint[];
  next_bib bigint;
begin
  select i.call_number_sort into here from item i
  where i.bib_id = wanted_bib and i.library_id = wanted_library and i.call_number_sort is not null
    and i.status not in ('withdrawn', 'lost', 'missing')
  order by i.call_number_sort, i.id limit 1;
  if here is null then
    return;
  end if;
  -- a title with many copies on the shelf counts once; the limit is for the planner and for shelves full of one title
  nearest := '{}';
  for next_bib in
    select i.bib_id
    from item i join bib b on b.id = i.bib_id
    where i.library_id = wanted_library and (i.call_number_sort, i.bib_id) < (here, wanted_bib)
      and i.status not in ('withdrawn', 'lost', 'missing') and b.deleted_at is null and not b.hidden
    order by i.call_number_sort desc, i.bib_id desc limit each * 10
  loop
    continue when next_bib = wanted_bib or next_bib = any (nearest);
    nearest := nearest || next_bib;
    exit when cardinality(nearest) = each;
  end loop;
  return query select 'left', unnest(nearest);
  return query select 'here', wanted_bib;
  nearest := '{}';
  for next_bib in
    select i.bib_id
    from item i join bib b on b.id = i.bib_id
    where i.library_id = wanted_library and (i.call_number_sort, i.bib_id) > (here, wanted_bib)
      and i.status not in ('withdrawn', 'lost', 'missing') and b.deleted_at is null and not b.hidden
    order by i.call_number_sort, i.bib_id limit each * 10
  loop
    continue when next_bib = wanted_bib or next_bib = any (nearest);
    nearest := nearest || next_bib;
    exit when cardinality(nearest) = each;
  end loop;
  return query select 'right', unnest(nearest);
end $$;
