-- Module bulk-loans: how to reach whoever answers for the copies, as it was at hand-over; what a lost copy was charged, and by which
-- terms it comes back.
alter table bulk_loan add column contact_email text not null default '';
alter table bulk_loan_item
  add column charge_line_ids bigint[] not null default '{}',
  add column lost_refund text check (lost_refund in ('none', 'unpaid', 'all')),
  -- a copy that was lost is here again
  add column found_at timestamptz,
  add constraint bulk_loan_item_found check (found_at is null or fate in ('lost', 'claimed'));
create index bulk_loan_item_missing on bulk_loan_item (item_id) where fate in ('lost', 'claimed') and found_at is null;

-- A membership does not end while boxes are with the institution, whoever asks: circulation, which ends it, does not know bulk loans.
-- The numbers of the bulk loans are the detail of the refusal.
create function member_runs_no_bulk_loan() returns trigger language plpgsql as $$
declare numbers text;
begin
  select string_agg(number, ', ' order by id) into numbers
    from bulk_loan where receiver_member_id = new.id and ended_at is null;
  if numbers is not null then
    raise exception 'member % has bulk loans', new.id
      using errcode = 'check_violation', constraint = 'member_runs_no_bulk_loan', detail = numbers;
  end if;
  return new;
end $$;
create trigger member_runs_no_bulk_loan before update of status on member
  -- an erasure of personal data keeps what is out, and goes on
  for each row when (new.status = 'withdrawn' and old.status <> 'withdrawn' and new.erased_at is null)
  execute function member_runs_no_bulk_loan();
