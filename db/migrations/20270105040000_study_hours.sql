-- Module certificates: also of what somebody finished outside a programme.
alter table certificate
  alter column program_id drop not null,
  -- what was finished, as whoever has it issued names it; null: it is of a programme
  add column subject text check (subject <> ''),
  -- whose it is; both null once that is forgotten, and where it is of a programme; the document itself stays
  add column member_id bigint references member on delete set null,
  add column account_id bigint references account on delete set null,
  add check (num_nonnulls(program_id, subject) = 1),
  add check (num_nonnulls(member_id, account_id) <= (subject is not null)::int);
create index certificate_member on certificate (member_id) where member_id is not null;
create index certificate_account on certificate (account_id) where account_id is not null;
-- one that holds per person and subject
create unique index certificate_holds_member on certificate (member_id, subject) where revoked_at is null;
create unique index certificate_holds_account on certificate (account_id, subject) where revoked_at is null;

-- Module study-hours: what somebody of staff learnt elsewhere, as they say themselves.
create table study_hour_entry (
  id bigint generated always as identity primary key,
  account_id bigint not null references account on delete cascade,
  title text not null check (title <> ''),
  organiser text not null check (organiser <> ''),
  held_on date not null,
  -- lesson hours of 45 minutes
  jp smallint not null check (jp between 1 and 200),
  certificate_number text not null,
  note text not null,
  -- a course of ours that was part of it: it is not counted beside it
  course_id bigint references course on delete set null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  version integer not null default 0
);
create index study_hour_entry_account on study_hour_entry (account_id, held_on);
create index study_hour_entry_course on study_hour_entry (course_id) where course_id is not null;

-- Certificates of our workshops that somebody of staff holds and has shown.
create table study_hour_workshop (
  certificate_id bigint primary key references certificate on delete cascade,
  account_id bigint not null references account on delete cascade,
  -- as of an entry
  course_id bigint references course on delete set null,
  shown_at timestamptz not null
);
create index study_hour_workshop_account on study_hour_workshop (account_id);
create index study_hour_workshop_course on study_hour_workshop (course_id) where course_id is not null;
