-- Module charges takes the money lines over from circulation: kinds, where and by whom, what pays for what.
alter table charge_line drop constraint charge_line_kind_check;
alter table charge_line drop constraint charge_line_check;
alter table charge_line drop constraint charge_line_loan_id_fkey;
alter table charge_line
  add column library_id bigint references library,
  add column by_account_id bigint,
  -- payments and refunds: how the money moved, the bank's reference, and the running number of the receipt
  add column method text check (method in ('cash', 'qris')),
  add column reference text,
  add column receipt_number text unique,
  -- waivers and write-offs: why; corrections, waivers and write-offs: the charge that they are about
  add column reason text,
  add column of_line_id bigint references charge_line,
  -- the sender's own key: the same request twice is one line
  add column client_key text unique,
  -- money that belongs to the treasury of the city (kas daerah)
  add column to_treasury boolean not null default true,
  -- a loan that was undone is gone; its money lines stay
  add constraint charge_line_loan_id_fkey foreign key (loan_id) references loan on delete set null;
update charge_line set library_id = coalesce(
  (select loan.library_id from loan where loan.id = charge_line.loan_id),
  (select member.home_library_id from member where member.id = charge_line.member_id)
);
alter table charge_line
  alter column library_id set not null,
  add constraint charge_line_kind_check check (kind in (
    'fine', 'lost_item', 'processing', 'rental', 'damage', 'other',
    'payment', 'waive', 'write_off', 'correction', 'refund'
  )),
  -- payment, waive, write_off and correction lower what is owed; a refund gives money back that was paid too much
  add constraint charge_line_sign check ((kind in ('payment', 'waive', 'write_off', 'correction')) = (amount < 0)),
  add constraint charge_line_money check ((kind in ('payment', 'refund')) = (method is not null)),
  add constraint charge_line_receipt check ((method is null) = (receipt_number is null));
create index charge_line_loan on charge_line (loan_id) where loan_id is not null;
create index charge_line_of on charge_line (of_line_id) where of_line_id is not null;
create index charge_line_money_at on charge_line (library_id, at) where method is not null;

-- Which line lowered which: payments, waivers … (credit) against charges and refunds (charge). Whole rupiah.
create table charge_allocation (
  id bigint generated always as identity primary key,
  credit_line_id bigint not null references charge_line,
  charge_line_id bigint not null references charge_line,
  amount integer not null check (amount > 0)
);
create index charge_allocation_credit on charge_allocation (credit_line_id);
create index charge_allocation_charge on charge_allocation (charge_line_id);
-- what was booked so far: within a loan the oldest first
with debit as (
  select id, loan_id, sum(amount) over (partition by loan_id order by id) - amount as low,
    sum(amount) over (partition by loan_id order by id) as high
  from charge_line where amount > 0 and loan_id is not null
), credit as (
  select id, loan_id, sum(-amount) over (partition by loan_id order by id) + amount as low,
    sum(-amount) over (partition by loan_id order by id) as high
  from charge_line where amount < 0 and loan_id is not null
)
insert into charge_allocation (credit_line_id, charge_line_id, amount)
select credit.id, debit.id, least(credit.high, debit.high) - greatest(credit.low, debit.low)
from credit join debit on debit.loan_id = credit.loan_id
where least(credit.high, debit.high) > greatest(credit.low, debit.low);

-- Append-only, held by the database itself: nothing is changed or removed, whoever asks. The one exception lets go of a
-- loan (undone, or forgotten for the sake of reading privacy).
create function charge_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and tg_table_name = 'charge_line' then
    if (to_jsonb(new) - 'loan_id') = (to_jsonb(old) - 'loan_id') and to_jsonb(new) -> 'loan_id' = 'null'::jsonb then
      return new;
    end if;
  end if;
  raise exception 'money lines are only ever added (%)', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger charge_line_append_only before update or delete on charge_line
  for each row execute function charge_append_only();
create trigger charge_line_no_truncate before truncate on charge_line
  for each statement execute function charge_append_only();
create trigger charge_allocation_append_only before update or delete on charge_allocation
  for each row execute function charge_append_only();
create trigger charge_allocation_no_truncate before truncate on charge_allocation
  for each statement execute function charge_append_only();
