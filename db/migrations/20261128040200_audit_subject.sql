-- Module audit: whom an act is about, by the member's id, so that a person is taken out of the trace by who they are and never by a name
-- that others have too. Of a thing of the member's own (a loan, a hold, a booking) it says whose it is.
alter table audit_event add column subject_id bigint;

select set_config('lumbung.redaction', 'on', true);
-- a redaction lets an update pass and changes nothing else; see audit_is_append_only
update audit_event event
set subject_id = coalesce(
  case when event.entity = 'member' and event.entity_id ~ '^[0-9]{1,18}$' then event.entity_id::bigint end,
  (select id from member where number = coalesce(event.after ->> 'memberNumber', event.before ->> 'memberNumber')),
  (select member_id from former_card where number = coalesce(event.after ->> 'memberNumber', event.before ->> 'memberNumber'))
);
select set_config('lumbung.redaction', 'off', true);

create index audit_event_subject on audit_event (subject_id, id) where subject_id is not null;
