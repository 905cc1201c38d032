-- Module lending/circulation: when a loan came here that another system had made; null = lent here. Reminders that were due before are not made up for.
alter table loan add column brought_at timestamptz;

-- Module lending/charges: what was paid to another system is no money of a till here. It has no receipt and stands in the cash of no day.
alter table charge_line drop constraint charge_line_kind_check;
alter table charge_line drop constraint charge_line_sign;
alter table charge_line
  add constraint charge_line_kind_check check (kind in (
    'fine', 'lost_item', 'processing', 'rental', 'damage', 'other',
    'payment', 'paid_before', 'waive', 'write_off', 'correction', 'refund', 'void'
  )),
  add constraint charge_line_sign
    check ((kind in ('payment', 'paid_before', 'waive', 'write_off', 'correction')) = (amount < 0));
