-- Whoever made a record may go on writing it as long as no other library has a copy of it. The number of an account, as the trace has it.
alter table bib add column made_by bigint;
update bib set made_by = made.account_id
from (select distinct on (entity_id) entity_id, actor_id as account_id from audit_event
  where action = 'bib.created' and entity = 'bib' and actor_kind = 'account' order by entity_id, id) made
where made.entity_id = bib.id::text;
