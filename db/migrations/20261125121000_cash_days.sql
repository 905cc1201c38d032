-- Money taken and given back at a library, by local day; a closed day never changes again.
create table cash_day (
  library_id bigint not null references library,
  day date not null,
  -- set together when the day is closed; whole rupiah
  closed_at timestamptz,
  closed_by text,
  -- cash in the drawer at the beginning, found by counting at the end, and handed in for the treasury (kas daerah)
  opening integer,
  counted integer check (counted >= 0),
  deposited integer check (deposited >= 0 and deposited <= counted),
  deposit_reference text,
  note text,
  primary key (library_id, day),
  check (num_nulls(closed_at, closed_by, opening, counted, deposited) in (0, 5))
);

alter table charge_line
  -- the day in whose cash report a payment or refund stands: its own, or the next when that was closed already
  add column cash_day date,
  add constraint charge_line_cash_day check ((method is null) = (cash_day is null)),
  add constraint charge_line_cash_day_fkey foreign key (library_id, cash_day) references cash_day;
create index charge_line_of_cash_day on charge_line (library_id, cash_day) where cash_day is not null;
-- one bank reference is one payment
create unique index charge_line_qris_once on charge_line (reference) where method = 'qris' and kind = 'payment';

create function cash_day_stays_closed() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'charge_line' then
    if exists (select from cash_day where library_id = new.library_id and day = new.cash_day and closed_at is not null) then
      raise exception 'cash day % is closed', new.cash_day using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if old.closed_at is not null then
    raise exception 'cash day % is closed', old.day using errcode = 'restrict_violation';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
create trigger cash_day_stays_closed before update or delete on cash_day
  for each row execute function cash_day_stays_closed();
create trigger charge_line_cash_day_open before insert on charge_line
  for each row when (new.cash_day is not null) execute function cash_day_stays_closed();
