-- Module partners: organisations and people who carry the library with it (decision 222).
create table partner (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('school', 'community', 'ngo', 'university', 'company', 'agency', 'media', 'person')),
  -- empty only of a person who is forgotten
  name text not null check (name <> '' or kind = 'person'),
  address text not null default '',
  kelurahan text not null default '',
  phone text not null default '',
  email text not null default '',
  site text not null default '',
  about text not null default '',
  about_en text not null default '',
  -- what everybody reads of the work together, where they agreed to be named
  story text not null default '',
  story_en text not null default '',
  -- when they agreed to be named in public; null: they stand in the register alone
  named_on date,
  since date,
  state text not null check (state in ('prospect', 'active', 'archived')),
  -- who looks after it
  library_id bigint not null references library,
  in_charge_id bigint references account,
  -- a school with a library of the network
  school_library_id bigint references library,
  -- by what it is found twice: folded, digits, small letters; empty where nothing is known
  name_key text not null,
  phone_key text not null default '',
  email_key text not null default '',
  site_key text not null default '',
  merged_into_id bigint references partner,
  -- by a form of the public page: its token, and what was offered
  form_token text unique,
  proven boolean not null default true,
  offer text not null default '',
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  check (merged_into_id is null or state = 'archived'),
  check (merged_into_id <> id)
);
create index partner_library on partner (library_id);
create index partner_in_charge on partner (in_charge_id) where in_charge_id is not null;
create index partner_school_library on partner (school_library_id) where school_library_id is not null;
create index partner_name on partner (name_key);
create index partner_phone on partner (phone_key) where phone_key <> '';
create index partner_email on partner (email_key) where email_key <> '';
create index partner_site on partner (site_key) where site_key <> '';
create index partner_prospects on partner (created_at) where state = 'prospect';
create index partner_merged on partner (merged_into_id) where merged_into_id is not null;

-- Somebody of a partner: stays one person in whatever organisation they serve next.
create table partner_person (
  id bigint generated always as identity primary key,
  -- empty once who it was is forgotten
  name text not null,
  phone text not null default '',
  email text not null default '',
  -- when and how they agreed that we keep how they are reached
  consent_on date,
  consent_how text not null default '',
  erased_at timestamptz,
  created_at timestamptz not null,
  version integer not null default 1,
  check ((erased_at is not null) = (name = '')),
  check (erased_at is null or (phone = '' and email = '' and consent_how = '')),
  check ((phone = '' and email = '') or (consent_on is not null and consent_how <> ''))
);

-- What somebody is or was there; a person leaves, the organisation stays.
create table partner_role (
  id bigint generated always as identity primary key,
  partner_id bigint not null references partner,
  person_id bigint not null references partner_person on delete cascade,
  role text not null check (role <> ''),
  from_on date,
  until_on date,
  check (until_on >= from_on)
);
create index partner_role_partner on partner_role (partner_id);
create index partner_role_person on partner_role (person_id);

create table partner_relation (
  id bigint generated always as identity primary key,
  from_id bigint not null references partner,
  to_id bigint not null references partner,
  kind text not null check (kind in ('part_of', 'works_with', 'funds')),
  unique (from_id, to_id, kind),
  check (from_id <> to_id)
);
create index partner_relation_to on partner_relation (to_id);

-- What a partner needs of us, and what they offer.
create table partner_wish (
  id bigint generated always as identity primary key,
  partner_id bigint not null references partner,
  side text not null check (side in ('need', 'offer')),
  kind text not null check (kind in ('money', 'books', 'venue', 'speaker', 'hours', 'printing', 'food', 'other')),
  text text not null check (text <> ''),
  until_on date,
  answer text not null default '',
  answered_at timestamptz,
  answered_by text not null default '',
  created_at timestamptz not null,
  created_by text not null,
  version integer not null default 1,
  check ((answer <> '') = (answered_at is not null))
);
create index partner_wish_partner on partner_wish (partner_id);

-- Notes and meetings: on which day, what was said, and what is to be done next.
create table partner_note (
  id bigint generated always as identity primary key,
  partner_id bigint not null references partner,
  kind text not null check (kind in ('meeting', 'call', 'letter', 'note')),
  on_day date not null,
  text text not null check (text <> ''),
  next_step text not null default '',
  next_on date,
  next_done_on date,
  written_by text not null,
  created_at timestamptz not null,
  check (next_on is null or next_step <> ''),
  check (next_done_on is null or next_step <> '')
);
create index partner_note_partner on partner_note (partner_id, on_day desc);
create index partner_note_next on partner_note (next_on) where next_on is not null and next_done_on is null;

-- Two that look like one, and are two.
create table partner_distinct (
  low_id bigint not null references partner on delete cascade,
  high_id bigint not null references partner on delete cascade,
  said_by text not null,
  said_at timestamptz not null,
  primary key (low_id, high_id),
  check (low_id < high_id)
);
create index partner_distinct_high on partner_distinct (high_id);

-- What came by the form and was answered by nobody goes, and how people are reached some time after they left.
update network_setting
  set value = value || '{"partner_prospects": 365, "partner_contacts": 730}'::jsonb
  where key = 'retentionDays' and jsonb_typeof(value) = 'object' and not value ? 'partner_prospects';
