-- Module questionnaires: answers without a name cannot be tied to one, not by what staff see while they come either. See decision 118.

-- Sheets of paper are entered until then; null = until it is closed by hand.
alter table questionnaire_placement add column paper_until timestamptz;
update questionnaire_placement set paper_until = closes_at + interval '7 days' where closes_at is not null;
alter table questionnaire_placement add check (paper_until >= closes_at);

-- Figures while answers come: made by the clock. Those that wait are shown when five and more answers have come after them, so that
-- neither one answer nor the closing moves what is seen by fewer than five.
create table questionnaire_interim (
  placement_id bigint primary key references questionnaire_placement on delete cascade,
  waiting_n integer not null check (waiting_n >= 5),
  waiting jsonb not null,
  shown_n integer check (shown_n >= 5),
  shown jsonb,
  check ((shown is null) = (shown_n is null))
);

-- By which a participant answers who is not signed in: in the link of their e-mail and in the browser that enrolled, here as a hash.
-- It is not the ticket, which staff see.
create table questionnaire_key (
  key_hash bytea primary key check (length(key_hash) = 32),
  enrolment_id bigint not null references program_enrolment on delete cascade,
  kept_until date not null
);
create index questionnaire_key_enrolment on questionnaire_key (enrolment_id);
create index questionnaire_key_kept on questionnaire_key (kept_until);

-- Sheets of paper: each has a token printed on it, which is good for one answer of a placement (of a pair: one of each of its tests).
create table questionnaire_sheet (
  token_hash bytea not null check (length(token_hash) = 32),
  placement_id bigint not null references questionnaire_placement on delete cascade,
  -- whose it is, where answers have names; else nobody's
  enrolment_id bigint references program_enrolment on delete cascade,
  entered boolean not null default false,
  primary key (token_hash, placement_id)
);
create index questionnaire_sheet_placement on questionnaire_sheet (placement_id);
create index questionnaire_sheet_enrolment on questionnaire_sheet (enrolment_id) where enrolment_id is not null;

-- Reminders of answers without a name went to those alone who had not answered: they are everybody's from now on, and those are forgotten.
delete from notification where about in (
  select 'questionnaire_reminder:' || id from questionnaire_placement where privacy <> 'named');

-- Module certificates: how many tests without a name somebody had answered is not kept beside their certificate.
update certificate c set basis = jsonb_set(jsonb_set(c.basis, '{facts,tests}', '0'), '{facts,testsAnswered}', '0')
  where c.basis ? 'facts' and exists (select from questionnaire_placement p
    where p.program_id = c.program_id and p.role in ('pre', 'post') and p.privacy <> 'named');
