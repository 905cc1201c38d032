-- Module partners: where partners stand on the map, meetings with both sides, and what was promised in them (decision 227).

-- What somebody thinks of a partner on a day; the newest counts, the others are its history.
create table partner_standing (
  id bigint generated always as identity primary key,
  partner_id bigint not null references partner,
  interest smallint not null check (interest between 0 and 10),
  influence smallint not null check (influence between 0 and 10),
  reason text not null check (reason <> ''),
  on_day date not null,
  said_by text not null,
  created_at timestamptz not null
);
create index partner_standing_partner on partner_standing (partner_id, on_day desc, id desc);

create table partner_meeting (
  id bigint generated always as identity primary key,
  partner_id bigint not null references partner,
  -- our side
  library_id bigint not null references library,
  title text not null check (title <> ''),
  on_day date not null,
  -- minutes of the day on the wall clock of the library; null: nobody has said
  at_minute smallint check (at_minute between 0 and 1439),
  place text not null default '',
  link text not null default '',
  agenda text not null default '',
  minutes text not null default '',
  state text not null check (state in ('planned', 'held', 'called_off')),
  call_off_reason text not null default '',
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  check ((state = 'called_off') = (call_off_reason <> '')),
  check (state <> 'held' or minutes <> '')
);
create index partner_meeting_partner on partner_meeting (partner_id, on_day desc);
create index partner_meeting_library on partner_meeting (library_id);
create index partner_meeting_day on partner_meeting (on_day, id);
create index partner_meeting_planned on partner_meeting (on_day) where state = 'planned';

-- Who is asked to a meeting, and once it was held, who was there.
create table partner_meeting_guest (
  id bigint generated always as identity primary key,
  meeting_id bigint not null references partner_meeting on delete cascade,
  account_id bigint references account,
  person_id bigint references partner_person,
  check (num_nonnulls(account_id, person_id) = 1),
  unique (meeting_id, account_id),
  unique (meeting_id, person_id)
);
create index partner_meeting_guest_account on partner_meeting_guest (account_id) where account_id is not null;
create index partner_meeting_guest_person on partner_meeting_guest (person_id) where person_id is not null;

-- What a side promised in a meeting: with all of them it is the plan of action of both sides.
create table partner_commitment (
  id bigint generated always as identity primary key,
  meeting_id bigint not null references partner_meeting,
  side text not null check (side in ('ours', 'theirs')),
  text text not null check (text <> ''),
  due_on date,
  account_id bigint references account,
  person_id bigint references partner_person,
  state text not null check (state in ('proposed', 'agreed', 'doing', 'done', 'stopped')),
  done_on date,
  -- when somebody is to look what came of it, and what did
  follow_on date,
  outcome text not null default '',
  created_at timestamptz not null,
  created_by text not null,
  version integer not null default 1,
  check (side = 'ours' or account_id is null),
  check (side = 'theirs' or person_id is null),
  check ((state = 'done') = (done_on is not null)),
  check (state = 'done' or (follow_on is null and outcome = ''))
);
create index partner_commitment_meeting on partner_commitment (meeting_id);
create index partner_commitment_account on partner_commitment (account_id) where account_id is not null;
create index partner_commitment_person on partner_commitment (person_id) where person_id is not null;
create index partner_commitment_due on partner_commitment (due_on) where due_on is not null and state in ('agreed', 'doing');
create index partner_commitment_follow on partner_commitment (follow_on) where follow_on is not null and outcome = '';

-- How it goes: from which state to which, in words.
create table partner_commitment_step (
  id bigint generated always as identity primary key,
  commitment_id bigint not null references partner_commitment on delete cascade,
  state text not null check (state in ('proposed', 'agreed', 'doing', 'done', 'stopped')),
  words text not null default '',
  said_by text not null,
  said_at timestamptz not null,
  check (state <> 'stopped' or words <> '')
);
create index partner_commitment_step_commitment on partner_commitment_step (commitment_id, id);
