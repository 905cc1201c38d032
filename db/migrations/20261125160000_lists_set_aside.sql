-- Module catalog: as before (20261125150100_lists_faster.sql), but a copy that waits for a member or travels is not on the shelf.
create or replace function bib_cards(ids bigint[])
returns table (id bigint, title text, subtitle text, responsibility text, authors text[], publisher text, place text,
  year integer, edition text, material text, audience text, languages text[], ddc text, cover_key text, holdings json)
language plpgsql stable as $$
declare
  -- item types for which some rule says "read in the library only"; null among them = any type
  doubtful text[] := array(select p.item_type from loan_policy p where p.reference_only and p.category_id is null);
  all_doubtful boolean := array_position(doubtful, null) is not null;
begin
  return query
    select b.id, b.title, b.subtitle, b.responsibility, b.authors, b.publisher, b.place, b.year, b.edition, b.material,
      b.audience, b.languages, b.ddc, b.cover_key, coalesce(h.holdings, '[]'::json)
    from unnest(ids) with ordinality wanted (id, nth)
    join bib b on b.id = wanted.id
    left join lateral (
      -- a copy that is lost, missing or withdrawn is nowhere
      select json_agg(json_build_object('libraryId', l.id, 'libraryName', l.name, 'callNumber', c.call_number,
        'total', c.total, 'available', c.on_shelf - c.read_here, 'readHere', c.read_here)
        order by c.on_shelf - c.read_here desc, c.read_here desc, l.sort_order, l.id) as holdings
      from (
        select k.library_id, min(k.call_number) as call_number, sum(k.total)::int as total,
          sum(k.on_shelf)::int as on_shelf,
          sum(case when k.on_shelf > 0 and (all_doubtful or k.item_type = any (doubtful))
            and read_here_only(k.library_id, k.item_type) then k.on_shelf else 0 end)::int as read_here
        from (
          select i.library_id, i.item_type, min(i.call_number) as call_number, count(*) as total,
            count(*) filter (where i.status = 'available' and not i.on_loan and i.set_aside is null) as on_shelf
          from item i
          where i.bib_id = b.id and i.status not in ('withdrawn', 'lost', 'missing')
          group by i.library_id, i.item_type
        ) k
        group by k.library_id
      ) c
      join library l on l.id = c.library_id
    ) h on true
    where b.deleted_at is null and not b.hidden
    order by wanted.nth;
end $$;
