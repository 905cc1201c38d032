-- Module charges: a payment that was booked by mistake is taken back by a line of its own (void) that names it, in the cash report of its own
-- day, with the next number of the receipts; and what the payment had given to charges is taken from them by allocations below 0.
alter table charge_line drop constraint charge_line_kind_check;
alter table charge_line drop constraint charge_line_money;
alter table charge_line
  -- of a payment by QRIS: how many payments of the same reference had been taken back before it
  add column reference_turn integer not null default 0 check (reference_turn >= 0),
  add constraint charge_line_kind_check check (kind in (
    'fine', 'lost_item', 'processing', 'rental', 'damage', 'other',
    'payment', 'waive', 'write_off', 'correction', 'refund', 'void'
  )),
  add constraint charge_line_money check ((kind in ('payment', 'refund', 'void')) = (method is not null)),
  add constraint charge_line_void check (kind <> 'void' or (of_line_id is not null and reason is not null));
-- one payment is taken back once
create unique index charge_line_void_once on charge_line (of_line_id) where kind = 'void';
-- a bank reference that was booked to the wrong member can be booked to the right one, once
drop index charge_line_qris_once;
create index charge_line_void_reference on charge_line (reference) where kind = 'void' and reference is not null;
create unique index charge_line_qris_once on charge_line (reference, reference_turn) where method = 'qris' and kind = 'payment';

alter table charge_allocation drop constraint charge_allocation_amount_check;
alter table charge_allocation add constraint charge_allocation_amount_check check (amount <> 0);

-- A void is the whole of a payment of the same member at the same library, the other way round.
create function charge_void_is_its_payment() returns trigger language plpgsql as $$
begin
  if not exists (
    select from charge_line payment
    where payment.id = new.of_line_id and payment.kind = 'payment' and payment.amount = -new.amount
      and payment.member_id = new.member_id and payment.library_id = new.library_id and payment.method = new.method
  ) then
    raise exception 'line % is no payment that this takes back', new.of_line_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger charge_line_void_is_its_payment before insert on charge_line
  for each row when (new.kind = 'void') execute function charge_void_is_its_payment();

-- An allocation below 0 takes back what a payment that was taken back had given, and no more than that.
create function charge_allocation_takes_back() returns trigger language plpgsql as $$
begin
  if not exists (select from charge_line where kind = 'void' and of_line_id = new.credit_line_id) or new.amount + (
    select coalesce(sum(amount), 0) from charge_allocation
    where credit_line_id = new.credit_line_id and charge_line_id = new.charge_line_id
  ) < 0 then
    raise exception 'allocation of line % is not taken back', new.credit_line_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger charge_allocation_takes_back before insert on charge_allocation
  for each row when (new.amount < 0) execute function charge_allocation_takes_back();
