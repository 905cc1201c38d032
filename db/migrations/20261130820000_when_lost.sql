-- Module circulation: when a loan was booked as lost. Until then its days are late, also when the copy is found again.
alter table loan add column lost_at timestamptz;
update loan set lost_at = coalesce(
  (select max(a.at) from audit_event a
    where a.entity = 'loan' and a.entity_id = loan.id::text and a.action = 'loan.marked_lost'),
  loan.due_at)
where status = 'lost';
