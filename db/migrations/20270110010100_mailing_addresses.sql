-- Module city/mailings: with a subscription its address goes from the mailings as well, whoever ends it and why. What still waits for it is
-- not sent; on which day what was sent, and to how many, stays.
create function forget_mailing_address() returns trigger language plpgsql as $$
begin
  update mailing_delivery set
    email = null,
    unsubscribe_url = null,
    preferences_url = null,
    outcome_detail = null,
    outcome = case when state = 'waiting' then 'forgotten' else outcome end,
    state = case when state = 'waiting' then 'skipped' else state end
    where lower(email) = lower(old.email);
  return null;
end $$;
create trigger forget_mailing_address after delete on letter_subscriber
  for each row execute function forget_mailing_address();
