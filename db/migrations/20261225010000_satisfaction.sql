-- Module city/satisfaction: rounds of the public satisfaction survey, what follows from them, and values from before.
create table satisfaction_round (
  id bigint generated always as identity primary key,
  -- null = all libraries
  library_id bigint references library,
  service text not null check (service in ('all', 'loans', 'membership', 'reading_room', 'programmes', 'mobile', 'reference', 'digital')),
  name text not null check (length(name) between 1 and 120),
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  -- how many people use the service in the period; null = nobody said
  population integer check (population between 1 and 1000000000),
  -- entered by hand, or counted of the period before
  population_source text not null default 'entered' check (population_source in ('entered', 'counted')),
  -- whether people who used the service are asked by a message
  invites boolean not null default false,
  state text not null default 'planned' check (state in ('planned', 'open', 'closed', 'published')),
  opened_at timestamptz,
  closed_at timestamptz,
  published_at timestamptz,
  -- what was made public: the sum of all scores, and of how many complete sheets
  total integer,
  complete integer check (complete >= 5),
  created_by text not null,
  created_at timestamptz not null,
  check ((state = 'planned') = (opened_at is null)),
  check ((state in ('closed', 'published')) = (closed_at is not null)),
  check ((state = 'published') = (published_at is not null)),
  check ((state = 'published') = (total is not null and complete is not null))
);
-- two rounds of one service that are open at once would ask the same people for the same thing
create unique index satisfaction_round_one_open on satisfaction_round (service, library_id) nulls not distinct where state = 'open';
create index satisfaction_round_published on satisfaction_round (ends_on desc) where state = 'published';

-- Where a round is asked: a placement of the questionnaire at each library.
create table satisfaction_place (
  round_id bigint not null references satisfaction_round on delete cascade,
  library_id bigint not null references library,
  placement_id bigint not null unique references questionnaire_placement,
  primary key (round_id, library_id)
);

-- Who was asked by a message in a quarter: of no round, so that nothing is tied to an answer.
create table satisfaction_invitation (
  member_id bigint not null references member on delete cascade,
  quarter text not null check (quarter ~ '^[0-9]{4}-[1-4]$'),
  primary key (member_id, quarter)
);
create index satisfaction_invitation_quarter on satisfaction_invitation (quarter);

create table satisfaction_follow_up (
  id bigint generated always as identity primary key,
  round_id bigint not null references satisfaction_round on delete cascade,
  element text not null check (element ~ '^U[1-9]$'),
  action text not null check (length(action) between 1 and 500),
  -- the part of the office that answers for it
  owner text not null check (length(owner) between 1 and 120),
  due_on date not null,
  state text not null default 'planned' check (state in ('planned', 'running', 'done', 'stopped')),
  reason text not null default '',
  realisation text not null default '',
  realised_on date,
  version integer not null default 1,
  created_at timestamptz not null,
  check ((state = 'stopped') = (reason <> '')),
  check ((state = 'done') = (realised_on is not null and realisation <> ''))
);
create index satisfaction_follow_up_round on satisfaction_follow_up (round_id, element);
create index satisfaction_follow_up_due on satisfaction_follow_up (due_on) where state in ('planned', 'running');

-- Values of surveys that were made elsewhere, before there were rounds.
create table satisfaction_earlier (
  id bigint generated always as identity primary key,
  library_id bigint references library,
  service text not null check (service in ('all', 'loans', 'membership', 'reading_room', 'programmes', 'mobile', 'reference', 'digital')),
  label text not null check (length(label) between 1 and 40),
  ends_on date not null,
  -- the index in hundredths
  hundredths integer not null check (hundredths between 2475 and 10000),
  respondents integer check (respondents between 1 and 1000000000),
  mode text not null check (mode in ('exact', 'printed', 'unknown')),
  source text not null check (length(source) between 1 and 200),
  entered_by text not null,
  entered_at timestamptz not null,
  unique nulls not distinct (library_id, service, ends_on)
);

-- How many answers had been seen when a survey was opened again: fewer than five more are not told from them.
alter table questionnaire_placement add column reopened_n integer check (reopened_n >= 5);
