-- What is taken back comes back as it was.
-- A copy that was weeded while it was missing is missing again.
alter table item add column withdrawn_from text
  check (withdrawn_from in ('available', 'in_processing', 'repair', 'damaged', 'missing', 'lost'));
update item set withdrawn_from = was.status
from (select distinct on (entity_id) entity_id, before ->> 'status' as status from audit_event
  where action = 'item.withdrawn' and entity = 'item' order by entity_id, id desc) was
where item.status = 'withdrawn' and was.entity_id = item.id::text
  and was.status in ('available', 'in_processing', 'repair', 'damaged', 'missing', 'lost');
-- A record that was merged away takes with it what it gave: {"itemIds", "attachmentIds", "loanCount", "cover"}
alter table bib add column carried jsonb;
update bib set carried = jsonb_build_object('itemIds', was.after -> 'itemIds', 'attachmentIds', was.after -> 'attachmentIds',
  'loanCount', loan_count, 'cover', false)
from (select distinct on (entity_id) entity_id, after from audit_event
  where action = 'bib.merged' and entity = 'bib' order by entity_id, id desc) was
where bib.merged_into_id is not null and was.entity_id = bib.id::text;
-- its loans are counted where its copies are
update bib set loan_count = 0 where merged_into_id is not null;
-- A budget is over by as much as somebody confirmed and still is needed, and no more.
update budget set overrun = greatest(0, committed + spent - amount);
