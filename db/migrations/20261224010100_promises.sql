-- Module city/promises: what the library promises, each service's standard, and how it is kept.
create table service_pledge (
  id bigint generated always as identity primary key,
  text text not null check (char_length(text) between 1 and 1000),
  text_en text not null default '' check (char_length(text_en) <= 1000),
  state text not null default 'draft' check (state in ('draft', 'published', 'replaced')),
  signed_by text not null default '',
  signed_office text not null default '',
  signed_place text not null default '',
  signed_on date,
  published_at timestamptz,
  replaced_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  check (state = 'draft' or (signed_by <> '' and signed_on is not null and published_at is not null)),
  check ((state = 'replaced') = (replaced_at is not null))
);
-- one holds, one is being written
create unique index service_pledge_one on service_pledge (state) where state in ('draft', 'published');

create table service_standard (
  id bigint generated always as identity primary key,
  -- order in which services are told
  place integer not null,
  -- what the library says of how the promise is kept: why it is not, what changes
  note text not null default '' check (char_length(note) <= 500),
  note_en text not null default '' check (char_length(note_en) <= 500),
  -- no longer offered; its editions stay readable
  retired_at timestamptz,
  version integer not null default 1
);

create table standard_edition (
  id bigint generated always as identity primary key,
  standard_id bigint not null references service_standard on delete cascade,
  edition integer not null,
  name text not null check (char_length(name) between 1 and 100),
  name_en text not null default '' check (char_length(name_en) <= 100),
  -- in one sentence: "Kartu siap paling lama sepuluh menit, gratis."
  promise text not null default '' check (char_length(promise) <= 300),
  promise_en text not null default '' check (char_length(promise_en) <= 300),
  -- a measure that a module contributes, with how long it may take; null = not measured
  measure text,
  measure_limit integer check (measure_limit between 1 and 366),
  -- percent
  target integer check (target between 1 and 100),
  -- the fourteen components, by their keys
  parts jsonb not null,
  state text not null default 'draft' check (state in ('draft', 'published', 'replaced')),
  signed_by text not null default '',
  signed_office text not null default '',
  signed_place text not null default '',
  signed_on date,
  published_at timestamptz,
  replaced_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  unique (standard_id, edition),
  check (measure is null or target is not null),
  check (state = 'draft' or (signed_by <> '' and signed_on is not null and published_at is not null)),
  check ((state = 'replaced') = (replaced_at is not null))
);
create unique index standard_edition_one on standard_edition (standard_id, state) where state in ('draft', 'published');

-- What was measured last; kept by a nightly job, so that pages are fast.
create table promise_figure (
  edition_id bigint primary key references standard_edition on delete cascade,
  from_on date not null,
  to_on date not null,
  n integer not null check (n >= 0),
  kept integer not null check (kept between 0 and n),
  measured_at timestamptz not null
);

-- What people say of the promises; without a name. Answered for the yearly review.
create table promise_remark (
  id bigint generated always as identity primary key,
  -- made with the form, so that a form sent twice is one remark
  token text not null unique check (token ~ '^[A-Za-z0-9_-]{20,60}$'),
  standard_id bigint references service_standard on delete set null,
  text text not null check (char_length(text) <= 1000),
  -- the riddle of the form was solved
  proven boolean not null,
  state text not null default 'new' check (state in ('new', 'answered', 'hidden')),
  answer text not null default '' check (char_length(answer) <= 1000),
  answered_by text not null default '',
  answered_at timestamptz,
  created_at timestamptz not null,
  version integer not null default 1,
  check (state <> 'answered' or (answer <> '' and answered_at is not null))
);
create index promise_remark_new on promise_remark (created_at) where state = 'new';
create index promise_remark_answered on promise_remark (answered_at desc) where state = 'answered';

-- A yearly review of all promises with what people said of them.
create table promise_review (
  id bigint generated always as identity primary key,
  held_on date not null unique,
  summary text not null check (char_length(summary) between 1 and 2000),
  held_by text not null,
  created_at timestamptz not null
);
