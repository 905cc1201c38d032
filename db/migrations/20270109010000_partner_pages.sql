-- Module partners: the page of a partner by a secret link, and what they leave there (decision 225).
create table partner_link (
  id bigint generated always as identity primary key,
  partner_id bigint not null references partner,
  -- for one agreement, or (whole) for all that the partner has; an agreement that is gone leaves a link that shows none
  agreement_id bigint references agreement on delete set null,
  whole boolean not null,
  -- whoever has it sees the page; a renewal takes another one
  code text not null unique check (code ~ '^[2-9A-HJ-NP-Z]{20}$'),
  sections text[] not null,
  created_at timestamptz not null,
  created_by text not null,
  renewed_on date,
  sent_on date,
  -- the last day on which the page was opened
  opened_on date,
  ended_at timestamptz,
  ended_by text not null default '',
  version integer not null default 1,
  check (not (whole and agreement_id is not null)),
  check (cardinality(sections) > 0),
  check (sections <@ array['duties', 'coming', 'results', 'files', 'people', 'messages']),
  check ((ended_at is null) = (ended_by = ''))
);
create index partner_link_partner on partner_link (partner_id);
create index partner_link_agreement on partner_link (agreement_id) where agreement_id is not null;
-- one that opens for each purpose
create unique index partner_link_whole on partner_link (partner_id) where whole and ended_at is null;
create unique index partner_link_one on partner_link (agreement_id) where agreement_id is not null and ended_at is null;

-- A document that a partner left.
create table partner_file (
  id bigint generated always as identity primary key,
  link_id bigint not null references partner_link on delete cascade,
  name text not null check (name <> ''),
  words text not null default '',
  file_key text unique,
  file_type text,
  file_bytes integer,
  state text not null check (state in ('waiting', 'accepted', 'removed')),
  answer text not null default '',
  sent_at timestamptz not null,
  answered_at timestamptz,
  answered_by text not null default '',
  version integer not null default 1,
  check ((file_key is null) = (file_type is null) and (file_key is null) = (file_bytes is null)),
  check ((state = 'removed') = (file_key is null)),
  check ((state = 'waiting') = (answered_at is null)),
  check ((answered_at is null) = (answered_by = ''))
);
create index partner_file_link on partner_file (link_id);
create index partner_file_waiting on partner_file (sent_at) where state = 'waiting';

-- What a partner wrote, and what staff wrote back.
create table partner_message (
  id bigint generated always as identity primary key,
  link_id bigint not null references partner_link on delete cascade,
  side text not null check (side in ('ours', 'theirs')),
  text text not null check (text <> ''),
  written_at timestamptz not null,
  -- of ours: who wrote it
  written_by text not null default '',
  -- of theirs: since when nobody need look any more
  seen_at timestamptz,
  check ((side = 'ours') = (written_by <> '')),
  check (side = 'theirs' or seen_at is null)
);
create index partner_message_link on partner_message (link_id);
create index partner_message_waiting on partner_message (written_at) where side = 'theirs' and seen_at is null;

-- Somebody whom a partner named: from being taken in they stand in the register, and nothing of them here.
create table partner_named (
  id bigint generated always as identity primary key,
  link_id bigint not null references partner_link on delete cascade,
  name text not null,
  role text not null check (role <> ''),
  phone text not null default '',
  email text not null default '',
  -- the day on which the partner said that they agreed
  consent_on date not null,
  state text not null check (state in ('waiting', 'accepted', 'declined')),
  person_id bigint references partner_person on delete set null,
  answer text not null default '',
  sent_at timestamptz not null,
  answered_at timestamptz,
  answered_by text not null default '',
  version integer not null default 1,
  check (state <> 'waiting' or name <> ''),
  check (state = 'waiting' or (phone = '' and email = '')),
  check (state = 'accepted' or person_id is null),
  check ((state = 'waiting') = (answered_at is null)),
  check ((answered_at is null) = (answered_by = ''))
);
create index partner_named_link on partner_named (link_id);
create index partner_named_person on partner_named (person_id) where person_id is not null;
create index partner_named_waiting on partner_named (sent_at) where state = 'waiting';

-- A partner says that an obligation of theirs is kept; staff confirm it.
create table partner_claim (
  id bigint generated always as identity primary key,
  link_id bigint not null references partner_link on delete cascade,
  duty_id bigint not null references agreement_duty on delete cascade,
  words text not null check (words <> ''),
  state text not null check (state in ('waiting', 'confirmed', 'declined')),
  answer text not null default '',
  sent_at timestamptz not null,
  answered_at timestamptz,
  answered_by text not null default '',
  version integer not null default 1,
  check ((state = 'waiting') = (answered_at is null)),
  check ((answered_at is null) = (answered_by = ''))
);
create index partner_claim_link on partner_claim (link_id);
create index partner_claim_duty on partner_claim (duty_id);
create index partner_claim_waiting on partner_claim (sent_at) where state = 'waiting';
create unique index partner_claim_once on partner_claim (duty_id) where state = 'waiting';

-- What was left on such a page and belongs to nothing that is kept goes after its days.
update network_setting
  set value = value || '{"partner_pages": 1095}'::jsonb
  where key = 'retentionDays' and jsonb_typeof(value) = 'object' and not value ? 'partner_pages';
