-- Promises are measured by what happened first: when a suggestion was first answered, and a hold first put off, whatever came later.
alter table suggestion add column first_decided_at timestamptz;
update suggestion set first_decided_at = decided_at where decided_at is not null;
create function suggestion_first_decided() returns trigger language plpgsql as $$
begin
  new.first_decided_at := coalesce(new.first_decided_at, new.decided_at);
  return new;
end $$;
create trigger suggestion_first_decided before insert or update of decided_at on suggestion
  for each row execute function suggestion_first_decided();

alter table hold add column first_suspended_at timestamptz;
update hold set first_suspended_at = suspended_at where suspended_at is not null;
create function hold_first_suspended() returns trigger language plpgsql as $$
begin
  new.first_suspended_at := coalesce(new.first_suspended_at, new.suspended_at);
  return new;
end $$;
create trigger hold_first_suspended before insert or update of suspended_at on hold
  for each row execute function hold_first_suspended();
