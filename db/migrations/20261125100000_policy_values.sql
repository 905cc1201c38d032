-- Module circulation: the remaining values of a loan rule. As before: null = inherit, 0 = zero; what no rule sets is what
-- rules/policy-values.ts says (BUILT_IN), and that is what the desk did before these columns existed.
alter table loan_policy
  drop constraint loan_policy_due_mode_check,
  add constraint loan_policy_due_mode_check check (due_mode in ('count_all', 'skip_closed', 'push_open', 'keep_weekday')),

  -- lending
  add several_copies boolean,
  add lend_with_overdues text check (lend_with_overdues in ('allow', 'confirm', 'block')),
  add on_site_loans boolean,
  add on_site_apart boolean,
  add max_on_site integer check (max_on_site >= 0),

  -- due date
  add hourly_end text check (hourly_end in ('by_mode', 'closing', 'next_opening')),
  add due_within_card boolean,

  -- renewals
  add renewal_from text check (renewal_from in ('due_date', 'today')),
  add renewal_opens_days integer check (renewal_opens_days >= 0),
  add renewal_while_overdue text check (renewal_while_overdue in ('allow', 'block_item', 'block_all')),
  add auto_renewal boolean,
  add max_auto_renewals integer check (max_auto_renewals >= 0),
  add auto_renewal_days integer check (auto_renewal_days >= 0),

  -- fines: fine_per_day is the amount of one charge period, which is a day where nothing else is said
  add charge_period integer check (charge_period > 0),
  add charge_unit text check (charge_unit in ('day', 'hour')),
  add overdue_rounding text check (overdue_rounding in ('start', 'end')),
  add grace_free boolean,
  add fine_closed_days boolean,
  add fine_cap_at_price boolean,
  add member_fine_cap integer check (member_fine_cap >= 0),

  -- suspension: suspension_per_late_day days for every suspension_period late days
  add suspension_period integer check (suspension_period > 0),
  add suspension_late_closed_days boolean,
  add suspension_cumulative boolean,
  add suspension_open_days boolean,

  -- holds
  add max_holds integer check (max_holds >= 0),
  add max_holds_per_bib integer check (max_holds_per_bib >= 0),
  add max_holds_per_day integer check (max_holds_per_day >= 0),
  add holds_on_shelf text check (holds_on_shelf in ('allow', 'if_any_out', 'if_all_out')),
  add hold_level text check (hold_level in ('any', 'bib', 'item')),
  add hold_shelf_days integer check (hold_shelf_days > 0),
  add hold_pickup text check (hold_pickup in ('any', 'item_library', 'member_library')),
  add hold_priority text check (hold_priority in ('none', 'pickup', 'member_library')),
  add floating boolean,

  -- money, whole rupiah
  add rental_charge integer check (rental_charge >= 0),
  add lost_charge integer check (lost_charge >= 0),
  add lost_at_price boolean,
  add processing_charge integer check (processing_charge >= 0),
  add lost_refund text check (lost_refund in ('none', 'unpaid', 'all'));
