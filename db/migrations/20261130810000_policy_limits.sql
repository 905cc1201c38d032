-- Module circulation: a rule may say of a limit that there is none. -1 = no limit; null still inherits from a less specific rule, and what no
-- rule sets is still what rules/policy-built-in.ts says (BUILT_IN). No row changes: what was null inherits as before, and a cap that
-- nobody sets is still no cap.
do $$
declare
  limit_column text;
begin
  foreach limit_column in array array[
    'max_loans', 'max_on_site', 'max_renewals', 'renewal_opens_days', 'max_auto_renewals', 'auto_renewal_days', 'fine_cap',
    'member_fine_cap', 'max_suspension_days', 'max_holds', 'max_holds_per_bib', 'max_holds_per_day'
  ] loop
    execute format('alter table loan_policy drop constraint %1$I, add constraint %1$I check (%2$I >= -1)',
      'loan_policy_' || limit_column || '_check', limit_column);
    execute format('comment on column loan_policy.%I is %L', limit_column, 'null = inherit, -1 = no limit');
  end loop;
end $$;
alter table loan_policy
  drop constraint loan_policy_max_booking_days_check,
  add constraint loan_policy_max_booking_days_check check (max_booking_days = -1 or max_booking_days > 0),

  -- what a member may owe, whole rupiah, and still borrow, renew, place a hold; -1 = whatever it is
  add max_debt_to_lend integer check (max_debt_to_lend >= -1),
  add max_debt_to_renew integer check (max_debt_to_renew >= -1),
  add max_debt_to_hold integer check (max_debt_to_hold >= -1),
  -- renewing what others wait for
  add renewal_when_wanted text check (renewal_when_wanted in ('block', 'if_other_free', 'allow')),
  -- percent off fines, and off rental and processing charges
  add fine_discount integer check (fine_discount between 0 and 100),
  add fee_discount integer check (fee_discount between 0 and 100),
  -- stands for the price of a copy that is not known (null or 0)
  add default_price integer check (default_price >= 0);

comment on column loan_policy.max_booking_days is 'null = inherit, -1 = no limit';
