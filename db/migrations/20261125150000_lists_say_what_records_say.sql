-- Module circulation: is a copy read in the library only, whoever asks? For lists, which ask for many copies at once: the value
-- `reference_only` of the most specific rule that holds for everyone (rules/resolve-policy.ts says the same, a test compares).
create function read_here_only(of_library bigint, of_type text) returns boolean language plpgsql stable as $$
begin
  -- hardly any kind of item is read in the library only: the common answer costs one look at a small table
  if not exists (select 1 from loan_policy p where p.reference_only and p.category_id is null
      and (p.library_id is null or p.library_id = of_library) and (p.item_type is null or p.item_type = of_type)) then
    return false;
  end if;
  return (
    select p.reference_only from loan_policy p
    where p.category_id is null and p.reference_only is not null
      and (p.library_id is null or p.library_id = of_library) and (p.item_type is null or p.item_type = of_type)
    order by (p.library_id is not null) desc, (p.item_type is not null) desc
    limit 1
  );
end $$;

-- Module catalog: as before (20261125000610_bib_cards.sql), but copies on the shelf that are only read there are counted apart.
create or replace function bib_cards(ids bigint[])
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
        'total', c.total, 'available', c.on_shelf - c.read_here, 'readHere', c.read_here)
        order by c.on_shelf - c.read_here desc, c.read_here desc, l.sort_order, l.id) as holdings
      from (
        select k.library_id, min(k.call_number) as call_number, sum(k.total)::int as total,
          sum(k.on_shelf)::int as on_shelf,
          coalesce(sum(k.on_shelf) filter (where k.on_shelf > 0 and read_here_only(k.library_id, k.item_type)), 0)::int
            as read_here
        from (
          select i.library_id, i.item_type, min(i.call_number) as call_number, count(*) as total,
            count(*) filter (where i.status = 'available' and not i.on_loan) as on_shelf
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

-- Call numbers from … to …, whatever the library: compared by their bytes, so that every database sorts them alike.
create index item_call_number on item ((call_number_sort collate "C"), bib_id)
  where status not in ('withdrawn', 'lost', 'missing');
