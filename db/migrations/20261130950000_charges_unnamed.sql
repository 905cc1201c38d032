-- Module charges: at the erasure of a member who had a line booked by an own act (a renewal in the account), the name goes from it, and nothing else.
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
  raise exception 'money lines are only ever added (%)', tg_table_name using errcode = 'restrict_violation';
end $$;
