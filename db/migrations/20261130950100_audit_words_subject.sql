-- Module audit: acts of before on loans whose trace carries what somebody typed say whose loan it was, so that an erasure finds those words.
select set_config('lumbung.redaction', 'on', true);
update audit_event event set subject_id = loan.member_id
from loan
where event.subject_id is null and event.entity = 'loan'
  and event.action in ('loan.renewed', 'loan.claimed_returned', 'loan.damage_reported')
  and event.entity_id = loan.id::text and loan.member_id is not null;
update audit_event event set subject_id = review.member_id
from review
where event.subject_id is null and event.entity = 'review' and event.action = 'review.refused' and event.entity_id = review.id::text;
select set_config('lumbung.redaction', 'off', true);
