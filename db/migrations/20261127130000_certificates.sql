-- Module certificates: when a participant of a programme gets one, who signs, and what was issued.
create table certificate_rule (
  program_id bigint primary key references program on delete cascade,
  -- percent of the lesson hours that a participant was at; in a programme without lesson hours, of its sessions
  min_attendance smallint not null check (min_attendance between 0 and 100),
  -- every test of the programme is answered
  needs_tests boolean not null,
  -- an action plan is handed in
  needs_plan boolean not null,
  -- who signs, from left to right: [{office, name, details}]
  signatories jsonb not null default '[]',
  changed_at timestamptz not null
);

create table certificate (
  id bigint generated always as identity primary key,
  program_id bigint not null references program,
  library_id bigint not null references library,
  -- null once it is forgotten who took part; the document itself stays
  enrolment_id bigint references program_enrolment on delete set null,
  number text not null unique check (number <> ''),
  -- what anybody checks it by
  code text not null unique check (code ~ '^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$'),
  -- all that stands on it, of the day it was issued
  content jsonb not null,
  -- the rule of that day and what was measured
  basis jsonb not null,
  issued_at timestamptz not null,
  issued_by text not null,
  revoked_at timestamptz,
  revoked_by text,
  revoked_reason text check (revoked_reason <> ''),
  check ((revoked_at is null) = (revoked_by is null)),
  check ((revoked_at is null) = (revoked_reason is null))
);
-- one that holds per participant
create unique index certificate_holds on certificate (enrolment_id) where revoked_at is null;
create index certificate_program on certificate (program_id, id);
