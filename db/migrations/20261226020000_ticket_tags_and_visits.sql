-- What a tag may hold is read at the door; the classes of letters differ between databases.
alter table ticket_tag drop constraint ticket_tag_tag_check;
alter table ticket_tag add check (length(tag) between 1 and 40);

-- Months of visits that stand already know nothing of two cuts that came later: all of them are unknown there.
insert into fact_month (kind, library_id, month, cut, key, n)
select kind, library_id, month, new_cut, null, sum(n)
from fact_month cross join unnest(array['occupation', 'kecamatan']) new_cut
where kind = 'visit' and cut = 'age'
group by kind, library_id, month, new_cut
on conflict do nothing;
