-- Module circulation: the desk itself set when this loan is due. It does not renew itself then.
alter table loan add column due_by_hand boolean not null default false;
update loan set due_by_hand = true
where status in ('open', 'claimed_returned') and renewal_count = 0 and exists (
  select from audit_event a where a.entity = 'loan' and a.entity_id = loan.id::text and a.action = 'loan.checked_out'
    and a.after ? 'dueReason');
