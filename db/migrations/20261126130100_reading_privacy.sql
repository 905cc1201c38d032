-- Module circulation: who read what is forgotten some time after the return. What statistics count stays with the loan.
alter table loan alter column member_id drop not null;
alter table loan
  add reader_category_id bigint references member_category,
  -- first year of life of the age group, on the day of lending; null = no birth date was known
  add reader_age_group smallint,
  add reader_sex text check (reader_sex in ('L', 'P')),
  add cut_at timestamptz,
  add constraint loan_cut_or_member check ((member_id is null) = (cut_at is not null)),
  add constraint loan_cut_when_over check (cut_at is null or status = 'returned');
create index loan_to_cut on loan (returned_at) where member_id is not null and status = 'returned';

alter table hold alter column member_id drop not null;
alter table hold add constraint hold_running_has_member check (member_id is not null or ended_at is not null);
create index hold_to_cut on hold (ended_at) where member_id is not null and ended_at is not null;

-- Module charges: a money line lets go of its loan and of the title that it names, together; all else stays as it was booked.
create or replace function charge_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and tg_table_name = 'charge_line' then
    if (to_jsonb(new) - 'loan_id' - 'note') = (to_jsonb(old) - 'loan_id' - 'note')
      and to_jsonb(new) -> 'loan_id' = 'null'::jsonb
      and (new.note is not distinct from old.note or (new.note is null and old.loan_id is not null)) then
      return new;
    end if;
  end if;
  raise exception 'money lines are only ever added (%)', tg_table_name using errcode = 'restrict_violation';
end $$;
