-- Module catalog: the records that stand beside one on the shelf of a library, nearest first, each once. A function, because
-- every record page asks for it in one round trip, with plans that the session keeps. No row = the library has no copy of it on
-- a shelf; the record itself is the row 'here'.
create function shelf_around(wanted_bib bigint, wanted_library bigint, each integer)
returns table (side text, bib_id bigint)
language plpgsql stable as $$
declare
  here text;
begin
  select i.call_number_sort into here from item i
  where i.bib_id = wanted_bib and i.library_id = wanted_library and i.call_number_sort is not null
    and i.status not in ('withdrawn', 'lost', 'missing')
  order by i.call_number_sort, i.id limit 1;
  if here is null then
    return;
  end if;
  -- a title with many copies on the shelf counts once, so a few more copies than wanted records are read
  return query
    select 'left', n.bib_id from (
      select i.bib_id, row_number() over (order by i.call_number_sort desc, i.bib_id desc) as nth
      from item i join bib b on b.id = i.bib_id
      where i.library_id = wanted_library and (i.call_number_sort, i.bib_id) < (here, wanted_bib) and i.bib_id <> wanted_bib
        and i.status not in ('withdrawn', 'lost', 'missing') and b.deleted_at is null and not b.hidden
      order by i.call_number_sort desc, i.bib_id desc limit each * 10
    ) n group by n.bib_id order by min(n.nth) limit each;
  return query select 'here', wanted_bib;
  return query
    select 'right', n.bib_id from (
      select i.bib_id, row_number() over (order by i.call_number_sort, i.bib_id) as nth
      from item i join bib b on b.id = i.bib_id
      where i.library_id = wanted_library and (i.call_number_sort, i.bib_id) > (here, wanted_bib) and i.bib_id <> wanted_bib
        and i.status not in ('withdrawn', 'lost', 'missing') and b.deleted_at is null and not b.hidden
      order by i.call_number_sort, i.bib_id limit each * 10
    ) n group by n.bib_id order by min(n.nth) limit each;
end $$;
