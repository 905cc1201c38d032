-- What a tag may hold is read at the door; the classes of letters differ between databases.
alter table ticket_tag drop constraint ticket_tag_tag_check;
alter table ticket_tag add check (length(tag) between 1 and 40);

-- Months of visits that stand already know nothing of two cuts that came later: all of them are unknown there.
insert into fact_month (kind, library_id, month, cut, key, n)
select kind, library_id, month, new_cut, null, sum(n)
from fact_month known cross join unnest(array['occupation', 'kecamatan']) new_cut
where kind = 'visit' and cut = 'age'
  -- a month that was counted with them is right as it is
  and not exists (select from fact_month counted where counted.kind = known.kind and counted.month = known.month
    and counted.library_id is not distinct from known.library_id and counted.cut = new_cut)
group by kind, library_id, month, new_cut
on conflict do nothing;
