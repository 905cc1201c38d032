-- Module subscriptions: who wants which letters, by which way, and how that was said (decision 231).
create table letter_topic (
  id bigint generated always as identity primary key,
  -- the word by which the ledger of consents and programs know it; it never changes
  code text not null unique check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name_id text not null,
  name_en text not null,
  about_id text not null default '',
  about_en text not null default '',
  -- null: of the whole network
  library_id bigint references library,
  -- nobody chooses it any more, and nothing is sent about it
  archived_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  version integer not null default 0
);
create index letter_topic_library on letter_topic (library_id);

-- Somebody who wants letters: only ever who confirmed by the own mailbox.
create table letter_subscriber (
  id bigint generated always as identity primary key,
  -- by this the ledger of consents knows them; it stays there when the row goes
  subscriber_key uuid not null unique,
  -- in small letters
  email text not null,
  -- keyed, under the key of the day of the confirmation
  address_hash bytea not null,
  language text not null check (language in ('id', 'en')),
  -- whose card it is, where the letters were switched on in an account
  member_id bigint references member,
  -- the library nearest to them, as they say
  library_id bigint references library,
  -- the secret part of their links, under the key of the day of the confirmation; all later keys know it too
  link_code text not null,
  -- null: letters are not fitted to what they borrow
  reading_since timestamptz,
  confirmed_at timestamptz not null,
  paused_until timestamptz,
  stopped_at timestamptz,
  stop_why text check (stop_why in ('person', 'staff', 'bounced', 'complained')),
  -- what the mail server said
  stop_detail text not null default '',
  -- since when no topic is chosen
  empty_since timestamptz,
  version integer not null default 0,
  check ((stopped_at is null) = (stop_why is null))
);
create unique index letter_subscriber_email on letter_subscriber (email);
create index letter_subscriber_member on letter_subscriber (member_id);
create index letter_subscriber_library on letter_subscriber (library_id);
create index letter_subscriber_stopped on letter_subscriber (coalesce(stopped_at, empty_since))
  where stopped_at is not null or empty_since is not null;

create table letter_choice (
  subscriber_id bigint not null references letter_subscriber on delete cascade,
  topic_id bigint not null references letter_topic,
  chosen_at timestamptz not null,
  -- since when a member wants them by WhatsApp too; null: by e-mail alone
  whatsapp_at timestamptz,
  primary key (topic_id, subscriber_id)
);
create index letter_choice_subscriber on letter_choice (subscriber_id);

-- Who asked for letters and has not confirmed yet: nobody is written to but this once.
create table letter_request (
  id bigint generated always as identity primary key,
  email text not null,
  address_hash bytea not null,
  language text not null check (language in ('id', 'en')),
  member_id bigint references member,
  library_id bigint references library,
  topic_ids bigint[] not null,
  token_hash bytea not null unique,
  -- a riddle of the form was solved
  proven boolean not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  confirmed_at timestamptz,
  -- of a confirmed one
  subscriber_id bigint references letter_subscriber on delete cascade
);
create index letter_request_email on letter_request (email);
create index letter_request_asked on letter_request (asked_at);
create index letter_request_member on letter_request (member_id);
create index letter_request_subscriber on letter_request (subscriber_id);

-- Addresses that are not written to again, whoever brings them: nothing but a keyed hash.
create table letter_stop (
  address_hash bytea primary key,
  why text not null check (why in ('person', 'staff', 'bounced', 'complained')),
  at timestamptz not null
);

-- Requests that nobody confirmed, and who stopped, go after these days.
update network_setting
  set value = value || '{"letter_requests": 7, "letter_stopped": 30}'::jsonb
  where key = 'retentionDays' and jsonb_typeof(value) = 'object' and not value ? 'letter_requests';
