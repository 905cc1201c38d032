-- Modules moving/engine and moving/runs: a whole run is taken back while nothing else has touched what it brought.
alter table slims_carried
  -- the run that brought the row (slims_run.id); null = before this was kept
  add column run_id bigint,
  -- the run that last brought it up to date
  add column followed_by bigint,
  -- a number made of what it became, as a run has left that; null = it was here already, it is no row of its own, or it is not kept. Where it is
  -- otherwise now, something here has touched it.
  add column mark bigint;

alter table slims_run
  -- the run that this one takes back, with those behind it; null = it is a move itself
  add column undoes bigint references slims_run,
  -- what it brings knows its run
  add column keeps_track boolean not null default false,
  -- asked for at the command line, where it says how far it is
  add column by_command boolean not null default false,
  -- files that nothing names since it was taken back, and that are still to be removed
  add column left_files text[];
create index slims_run_undoes on slims_run (undoes) where undoes is not null;

-- Money lines are only ever added. What another system brought is no money of a till: without method, receipt and cash day, and entered by nobody.
-- Module charges alone may take such lines back, with what they paid for, in a transaction that says so.
create or replace function charge_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and tg_table_name = 'charge_line' then
    if (to_jsonb(new) - 'loan_id' - 'note') = (to_jsonb(old) - 'loan_id' - 'note')
      and to_jsonb(new) -> 'loan_id' = 'null'::jsonb
      and (new.note is not distinct from old.note or (new.note is null and old.loan_id is not null)) then
      return new;
    end if;
    if current_setting('lumbung.redaction', true) = 'on'
      and new.by_name = '…' and (to_jsonb(new) - 'by_name') = (to_jsonb(old) - 'by_name') then
      return new;
    end if;
  end if;
  if tg_op = 'DELETE' and current_setting('lumbung.takes_back_brought_money', true) = 'on' then
    if tg_table_name = 'charge_allocation' then
      if not exists (
        select from charge_line where id in (old.credit_line_id, old.charge_line_id)
          and (method is not null or receipt_number is not null or by_account_id is not null or of_line_id is not null)
      ) then
        return old;
      end if;
    elsif old.method is null and old.receipt_number is null and old.cash_day is null and old.by_account_id is null
      and old.of_line_id is null then
      return old;
    end if;
  end if;
  raise exception 'money lines are only ever added (%)', tg_table_name using errcode = 'restrict_violation';
end $$;

-- Whoever deletes a row is asked by every table that points at it: each needs a way to see that nothing does.
create index bib_merged_into_pointing on bib (merged_into_id) where merged_into_id is not null;
create index purchase_order_line_bib_pointing on purchase_order_line (bib_id) where bib_id is not null;
create index donation_book_bib_pointing on donation_book (bib_id) where bib_id is not null;
create index reading_history_bib_pointing on reading_history (bib_id) where bib_id is not null;
create index review_bib_pointing on review (bib_id) where bib_id is not null;
create index suggestion_bib_pointing on suggestion (bib_id) where bib_id is not null;
create index hold_item_pointing on hold (item_id) where item_id is not null;
create index hold_wanted_item_pointing on hold (wanted_item_id) where wanted_item_id is not null;
create index transit_item_pointing on transit (item_id) where item_id is not null;
create index transit_hold_pointing on transit (hold_id) where hold_id is not null;
create index serial_issue_item_pointing on serial_issue (item_id) where item_id is not null;
create index stocktake_result_item_pointing on stocktake_result (item_id) where item_id is not null;
create index stocktake_scan_item_pointing on stocktake_scan (item_id) where item_id is not null;
create index weeding_item_item_pointing on weeding_item (item_id) where item_id is not null;
create index bulk_loan_item_item_pointing on bulk_loan_item (item_id) where item_id is not null;
create index booking_item_item_pointing on booking_item (item_id) where item_id is not null;
create index return_drop_loan_pointing on return_drop (loan_id) where loan_id is not null;
create index member_block_member_pointing on member_block (member_id) where member_id is not null;
create index session_of_member_pointing on session (member_id) where member_id is not null;
