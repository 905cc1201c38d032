-- Module notifications: what members are told, how, and what came of it.

-- What is to be told. One row per event, whoever asks how often: the key says which event it is.
create table notification (
  id bigint generated always as identity primary key,
  key text not null unique,
  member_id bigint not null references member on delete cascade,
  library_id bigint not null references library,
  topic text not null check (topic in ('before_due', 'due', 'overdue_1', 'overdue_2', 'overdue_3', 'hold_waiting',
    'hold_expiring', 'membership_expiring', 'receipt', 'registration', 'generic')),
  -- values for the text, in no language
  params jsonb not null,
  -- the thing it is about ('loan:42'), so that it can be taken back while it waits
  about text,
  created_at timestamptz not null,
  -- after this instant it says nothing true any more
  expires_at timestamptz,
  -- when its deliveries were made, or it was decided that there are none
  planned_at timestamptz,
  withdrawn_at timestamptz
);
create index notification_unplanned on notification (member_id, id) where planned_at is null and withdrawn_at is null;
create index notification_about on notification (about) where withdrawn_at is null;
create index notification_member on notification (member_id, id);
create index notification_created on notification (created_at);

-- One message on one channel, which may tell several notifications at once.
create table delivery (
  id bigint generated always as identity primary key,
  member_id bigint not null references member on delete cascade,
  library_id bigint not null references library,
  channel text not null check (channel in ('email', 'push', 'whatsapp', 'telegram', 'phone')),
  state text not null default 'pending'
    check (state in ('pending', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
  -- the name of the message with the carrier; the same for every attempt
  message_key uuid not null default gen_random_uuid() unique,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  claimed_at timestamptz,
  finished_at timestamptz,
  -- stable code of what came of it, and what the carrier said
  outcome text,
  outcome_detail text,
  provider_id text,
  -- the carrier's later word: delivered, read
  receipt text check (receipt in ('delivered', 'read')),
  created_at timestamptz not null,
  -- who sent it by hand or decided about an unknown one
  decided_by text,
  check ((state in ('sent', 'failed', 'unknown', 'cancelled')) = (finished_at is not null))
);
create index delivery_due on delivery (next_attempt_at, id) where state = 'pending' and channel <> 'phone';
create index delivery_claimed on delivery (claimed_at) where state = 'sending';
create index delivery_member on delivery (member_id, id);
create index delivery_provider on delivery (provider_id) where provider_id is not null;

-- The database itself refuses to tell one thing twice on one channel.
create table delivery_notification (
  notification_id bigint not null references notification on delete cascade,
  channel text not null,
  delivery_id bigint not null references delivery on delete cascade,
  primary key (notification_id, channel)
);
create index delivery_notification_delivery on delivery_notification (delivery_id);

-- Texts of this network; what has no row here is said with the text that ships with the product.
create table notice_template (
  id bigint generated always as identity primary key,
  topic text not null,
  channel text not null check (channel in ('email', 'push', 'whatsapp', 'telegram')),
  language text not null check (language in ('id', 'en')),
  library_id bigint references library on delete cascade,
  category_id bigint references member_category on delete cascade,
  subject text not null,
  body text not null,
  version integer not null default 1,
  updated_at timestamptz not null,
  unique nulls not distinct (topic, channel, language, library_id, category_id)
);

-- On which days loans and cards are reminded of. null in a key = any; days null = not at all.
create table notice_schedule (
  id bigint generated always as identity primary key,
  topic text not null check (topic in ('before_due', 'due', 'overdue_1', 'overdue_2', 'overdue_3', 'hold_expiring',
    'membership_expiring')),
  library_id bigint references library on delete cascade,
  category_id bigint references member_category on delete cascade,
  -- days before (before_due, hold_expiring, membership_expiring) or after (overdue) the day itself; 0 for due
  days integer check (days between 0 and 366),
  updated_at timestamptz not null default now(),
  unique nulls not distinct (topic, library_id, category_id)
);
insert into notice_schedule (topic, days) values
  ('before_due', 1), ('due', 0), ('overdue_1', 1), ('overdue_2', 7), ('overdue_3', 30),
  ('hold_expiring', 1), ('membership_expiring', 14);

-- When nobody is disturbed, in the library's zone; library null = the network. from = to: never quiet.
create table quiet_hours (
  library_id bigint unique nulls not distinct references library on delete cascade,
  from_minute integer not null check (from_minute between 0 and 1439),
  to_minute integer not null check (to_minute between 0 and 1439)
);
insert into quiet_hours (library_id, from_minute, to_minute) values (null, 1200, 420);

-- What a member chose; no row = what holds without a choice.
create table notice_preference (
  member_id bigint not null references member on delete cascade,
  topic_group text not null check (topic_group in ('loans', 'holds', 'membership', 'receipts', 'news')),
  channel text not null check (channel in ('email', 'push', 'whatsapp', 'telegram')),
  wanted boolean not null,
  chosen_at timestamptz not null,
  chosen_by text not null,
  primary key (member_id, topic_group, channel)
);

create table push_subscription (
  id bigint generated always as identity primary key,
  member_id bigint not null references member on delete cascade,
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  device text not null,
  created_at timestamptz not null
);
create index push_subscription_member on push_subscription (member_id);

create table telegram_chat (
  member_id bigint primary key references member on delete cascade,
  chat_id text not null unique,
  linked_at timestamptz not null
);
-- One code at a time for a member, which links the chat that sends it.
create table telegram_link_code (
  member_id bigint primary key references member on delete cascade,
  code_hash text not null unique,
  expires_at timestamptz not null
);

-- How carriers are reached. Secrets are written and never shown.
create table notice_channel (
  channel text primary key check (channel in ('email', 'push', 'whatsapp', 'telegram')),
  enabled boolean not null,
  config jsonb not null default '{}',
  secrets jsonb not null default '{}',
  version integer not null default 1,
  updated_at timestamptz not null default now()
);
insert into notice_channel (channel, enabled) values ('email', true), ('push', true), ('whatsapp', false), ('telegram', false);
