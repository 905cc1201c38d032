-- Module search: which program can read a generation. Generations of other formats are left to those that can, until they are old.
alter table search_generation add column format integer not null default 1;

-- As before, but `newest` is of the format of the wanted generation: another one helps nobody who asks for this one.
create or replace function search_rows(wanted_gen integer, terms text[], with_places boolean, seen text)
returns table (term text, list bytea, places bytea, snapshot text, newest integer, present boolean, changed boolean)
language plpgsql stable as $$
begin
  return query
    select null::text, null::bytea, null::bytea, pg_current_snapshot()::text,
      (select max(g.gen) from search_generation g
       where g.format = (select w.format from search_generation w where w.gen = wanted_gen)),
      exists (select 1 from search_generation g where g.gen = wanted_gen),
      -- asked for in order, so that the index is used however many dead rows the table has
      (select true from search_change c
       where c.xid >= pg_snapshot_xmin(seen::pg_snapshot) and not pg_visible_in_snapshot(c.xid, seen::pg_snapshot)
       order by c.xid limit 1) is not null;
  if with_places then
    return query select p.term, p.list, p.places, null::text, null::integer, null::boolean, null::boolean
      from search_posting p where p.gen = wanted_gen and p.term = any (terms);
  elsif cardinality(terms) > 0 then
    return query select p.term, p.list, null::bytea, null::text, null::integer, null::boolean, null::boolean
      from search_posting p where p.gen = wanted_gen and p.term = any (terms);
  end if;
end $$;
