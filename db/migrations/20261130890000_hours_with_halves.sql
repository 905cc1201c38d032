-- Modules programs, next-editions, ideas: 6.5 hours are 6.5. What is counted in hours keeps up to two decimals; figures of plans that count
-- things (titles, visits) stay whole, which the module checks.
alter table program_session drop constraint program_session_jp_check;
alter table program_session alter column jp type double precision,
  add constraint program_session_jp_check check (jp >= 0 and jp::numeric = round(jp::numeric, 2));
alter table program drop constraint program_offer_hours_check;
alter table program alter column offer_hours type double precision,
  add constraint program_offer_hours_check
    check (offer_hours between 1 and 168 and offer_hours::numeric = round(offer_hours::numeric, 2));
alter table edition_draft_line drop constraint edition_draft_line_jp_check;
alter table edition_draft_line alter column jp type double precision,
  add constraint edition_draft_line_jp_check check (jp > 0 and jp <= 20 and jp::numeric = round(jp::numeric, 2));

alter table action_plan drop constraint action_plan_target_check;
alter table action_plan alter column target type double precision, alter column baseline type double precision,
  add constraint action_plan_target_check check (target > 0 and target::numeric = round(target::numeric, 2)),
  -- the owner has said that the figure is to go down: a target below the beginning is no slip
  add column goes_down boolean not null default false;
alter table action_plan_follow_up alter column measured type double precision;
