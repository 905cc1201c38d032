-- Messages to people who have no card yet: the code that shows whose telephone it is, and why a registration was turned down.
create table applicant_message (
  id bigint generated always as identity primary key,
  registration_id bigint not null references registration on delete cascade,
  -- the same for every attempt; what is sealed is bound to it
  message_key text not null unique,
  kind text not null check (kind in ('code', 'rejected')),
  -- phone: sent by hand from the library's telephone
  channel text not null check (channel in ('email', 'whatsapp', 'phone')),
  -- address and words; taken out as soon as the message has ended
  sealed bytea,
  key_id text,
  state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
  attempts integer not null default 0,
  created_at timestamptz not null,
  next_attempt_at timestamptz not null,
  -- after this instant it says nothing true any more
  expires_at timestamptz not null,
  claimed_at timestamptz,
  finished_at timestamptz,
  outcome text,
  decided_by text,
  check ((sealed is not null) = (state in ('pending', 'sending'))),
  check ((sealed is null) = (key_id is null))
);
create index applicant_message_due on applicant_message (next_attempt_at) where state in ('pending', 'sending');
create index applicant_message_registration on applicant_message (registration_id);

alter table registration
  -- where the code went
  add column code_way text check (code_way in ('email', 'phone')),
  add column phone_confirmed_at timestamptz;

alter table consent_event drop constraint consent_event_channel_check;
alter table consent_event add constraint consent_event_channel_check
  check (channel in ('desk', 'paper', 'web', 'email', 'phone'));
