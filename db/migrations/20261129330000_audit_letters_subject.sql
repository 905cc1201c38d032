-- Module audit: letters and requests of before, whose trace never said the member's number, say whom they are about as well; so that an
-- erasure finds them by the person like every other act.
select set_config('lumbung.redaction', 'on', true);
-- a redaction lets an update pass and changes nothing else; see audit_is_append_only
update audit_event event set subject_id = letter.member_id
from letter
where event.subject_id is null and event.entity = 'letter' and event.action = 'letter.issued'
  and event.entity_id = letter.id::text and letter.member_id is not null;
update audit_event event set subject_id = request.member_id
from subject_request request
where event.subject_id is null and event.entity = 'subject_request' and event.action = 'subject_request.made'
  and event.entity_id = request.id::text and request.member_id is not null;
select set_config('lumbung.redaction', 'off', true);
