-- Module city/mailings: one text to many addresses, to each of them once.
create table mailing (
  id bigint generated always as identity primary key,
  -- what it is for, in the words of whoever made it (`letter:12`): made again it is the same
  key text not null unique check (char_length(key) between 1 and 80),
  -- null: of the network
  library_id bigint references library,
  state text not null constraint mailing_state check (state in ('preparing', 'sending', 'paused', 'done', 'cancelled')),
  -- of what its readers asked to be told
  topic_ids bigint[] not null,
  -- mails of this mailing in a minute, at most
  per_minute integer not null check (per_minute between 1 and 60000),
  -- none goes before
  start_at timestamptz not null,
  -- none of it goes before: the pace of this mailing
  next_at timestamptz not null,
  created_at timestamptz not null,
  -- its first mail was taken
  started_at timestamptz,
  -- its last mail has ended, or it was called off
  done_at timestamptz,
  -- why it was called off
  cancelled_why text check (char_length(cancelled_why) <= 300),
  -- when its addresses were taken out
  forgotten_at timestamptz,
  check ((done_at is not null) = (state in ('done', 'cancelled')))
);
create index mailing_library on mailing (library_id, id);
create index mailing_going on mailing (start_at, id) where state = 'sending';
create index mailing_ended on mailing (done_at) where forgotten_at is null;

create table mailing_text (
  mailing_id bigint not null references mailing on delete cascade,
  language text not null check (language in ('id', 'en')),
  subject text not null check (char_length(subject) between 1 and 200),
  -- with %UNSUBSCRIBE% and %PREFERENCES% where the addresses of the reader go
  html text not null,
  text text not null,
  primary key (mailing_id, language)
);

-- One mail to one reader. It is `sending`, for everybody to see, before a word is spoken with the mail server; what came of it is written
-- after. So a process that dies leaves at most the mails of its connections in doubt, and the rows themselves say where to go on.
create table mailing_delivery (
  id bigint generated always as identity primary key,
  mailing_id bigint not null references mailing on delete cascade,
  -- whom it is for, as module subscriptions knows them; a number that outlives them
  subscriber_id bigint not null,
  -- null: taken out, with the addresses below
  email text check (email <> ''),
  language text not null check (language in ('id', 'en')),
  unsubscribe_url text,
  preferences_url text,
  state text not null constraint mailing_delivery_state
    check (state in ('waiting', 'sending', 'sent', 'refused', 'unknown', 'skipped')),
  attempts integer not null default 0 check (attempts >= 0),
  -- the signature in its message id, from its first attempt on: the id stays the same when the keys change
  message_mark text,
  next_attempt_at timestamptz not null,
  claimed_at timestamptz,
  -- a code: why it waits, was refused, is in doubt or was left out
  outcome text,
  -- what the mail server said
  outcome_detail text,
  finished_at timestamptz,
  -- who decided what is to become of one in doubt
  decided_by text
);
create unique index mailing_delivery_address on mailing_delivery (mailing_id, lower(email)) where email is not null;
-- a mailing goes on where it stood
create index mailing_delivery_due on mailing_delivery (mailing_id, next_attempt_at, id) where state = 'waiting';
create index mailing_delivery_claimed on mailing_delivery (claimed_at) where state = 'sending';
create index mailing_delivery_unknown on mailing_delivery (mailing_id, id) where state = 'unknown';
create index mailing_delivery_of on mailing_delivery (mailing_id, state);
-- a reader is forgotten by their address
create index mailing_delivery_email on mailing_delivery (lower(email)) where email is not null;

-- The pace of all mailings together: one row, which whoever takes the next mail locks.
create table mailing_pace (
  only_one boolean primary key default true check (only_one),
  per_minute integer not null check (per_minute between 1 and 60000),
  -- none goes before
  next_at timestamptz not null,
  -- how often in a row the mail server was not reached
  failures integer not null default 0 check (failures >= 0),
  -- what it said, or the machine
  failure_detail text,
  version integer not null default 1
);
insert into mailing_pace (per_minute, next_at) values (60, '2000-01-01T00:00:00Z');
