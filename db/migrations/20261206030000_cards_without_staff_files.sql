-- Module catalog: what a list says of a record is what readers may know; otherwise as in 20261130840000.
create or replace function bib_cards(ids bigint[])
returns table (id bigint, title text, subtitle text, responsibility text, authors text[], publisher text, place text,
  year integer, edition text, material text, audience text, languages text[], ddc text, cover_key text, copies json,
  files json, online boolean)
language plpgsql stable as $$
declare
  -- item types for which some rule says "read in the library only"; null among them = any type
  doubtful text[] := array(select p.item_type from loan_policy p where p.reference_only and p.category_id is null);
  all_doubtful boolean := array_position(doubtful, null) is not null;
begin
  return query
    select b.id, b.title, b.subtitle, b.responsibility, b.authors, b.publisher, b.place, b.year, b.edition, b.material,
      b.audience, b.languages, b.ddc, b.cover_key, coalesce(h.copies, '[]'::json), coalesce(f.files, '[]'::json),
      -- the record is only opened where nothing else can be had
      case when h.copies is null and f.files is null then bib_online(b.marc) else false end
    from unnest(ids) with ordinality wanted (id, nth)
    join bib b on b.id = wanted.id
    left join lateral (
      -- a copy that is lost or withdrawn is nowhere
      select json_agg(json_build_object('libraryId', l.id, 'libraryName', l.name, 'timeZone', l.time_zone,
        'callNumber', k.call_number, 'status', k.status, 'onLoan', k.on_loan, 'setAside', k.set_aside,
        'readHere', k.status = 'available' and not k.on_loan and k.set_aside is null
          and (all_doubtful or k.item_type = any (doubtful)) and read_here_only(k.library_id, k.item_type),
        'until', k.until, 'count', k.count) order by l.sort_order, l.name, l.id) as copies
      from (
        select i.library_id, i.item_type, i.status, i.on_loan, i.set_aside, min(i.call_number collate "C") as call_number,
          count(*)::int as count,
          min(case when i.on_loan or i.set_aside = 'program' then copy_until(i.id, i.on_loan, i.set_aside) end) as until
        from item i
        where i.bib_id = b.id and i.status not in ('withdrawn', 'lost')
        group by i.library_id, i.item_type, i.status, i.on_loan, i.set_aside
      ) k
      join library l on l.id = k.library_id
    ) h on true
    left join lateral (
      select json_agg(json_build_object('id', a.id, 'access', a.access)) as files from attachment a
      -- readers do not hear of a file for staff alone, not even by what a list says
      where a.bib_id = b.id and a.access <> 'staff'
    ) f on true
    where b.deleted_at is null and not b.hidden
    order by wanted.nth;
end $$;
