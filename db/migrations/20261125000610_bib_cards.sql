-- Module catalog: records as lists show them, with the places where their copies are. A function, because every list asks for
-- it and its plan (kept by the session) costs as much to make as to run. Records that readers may not find are left out.
create function bib_cards(ids bigint[])
returns table (id bigint, title text, subtitle text, responsibility text, authors text[], publisher text, place text,
  year integer, edition text, material text, audience text, languages text[], ddc text, cover_key text, holdings json)
language plpgsql stable as $$
begin
  return query
    select b.id, b.title, b.subtitle, b.responsibility, b.authors, b.publisher, b.place, b.year, b.edition, b.material,
      b.audience, b.languages, b.ddc, b.cover_key, coalesce(h.holdings, '[]'::json)
    from unnest(ids) with ordinality wanted (id, nth)
    join bib b on b.id = wanted.id
    left join lateral (
      -- a copy that is lost, missing or withdrawn is nowhere
      select json_agg(json_build_object('libraryId', l.id, 'libraryName', l.name, 'callNumber', c.call_number,
        'total', c.total, 'available', c.available) order by c.available desc, l.sort_order, l.id) as holdings
      from (
        select i.library_id, min(i.call_number) as call_number, count(*) as total,
          count(*) filter (where i.status = 'available' and not i.on_loan) as available
        from item i
        where i.bib_id = b.id and i.status not in ('withdrawn', 'lost', 'missing')
        group by i.library_id
      ) c
      join library l on l.id = c.library_id
    ) h on true
    where b.deleted_at is null and not b.hidden
    order by wanted.nth;
end $$;
