-- Module search: what is searched is read from the record itself, so any change of the record counts. Its text is only compared when something
-- else than the number of loans changed: that number changes with every loan, and records are long.
create or replace function search_note_bib() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into search_change (bib_id) select id from new_rows;
  elsif tg_op = 'DELETE' then
    insert into search_change (bib_id) select id from old_rows;
  else
    -- the number of loans changes the order only, and that at the next build
    insert into search_change (bib_id)
    select n.id from new_rows n join old_rows o on o.id = n.id
    where (n.version, n.title_sort, n.authors, n.subjects, n.year, n.languages, n.ddc, n.audience, n.material, n.hidden,
           n.deleted_at)
      is distinct from
          (o.version, o.title_sort, o.authors, o.subjects, o.year, o.languages, o.ddc, o.audience, o.material, o.hidden,
           o.deleted_at)
      or (n.loan_count = o.loan_count and n.marc is distinct from o.marc);
  end if;
  return null;
end $$;

-- Module catalog: a copy is looked up by its accession number as it is typed.
create index item_accession_number on item (lower(accession_number));
