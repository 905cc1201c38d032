-- Module partners: mails with partners, filed by forwarding or by hand (decision 229).
create table partner_mail (
  id bigint generated always as identity primary key,
  -- null: nobody has said yet with whom it was written
  partner_id bigint references partner,
  -- by which way it came: sent on by staff, or a file
  via text not null check (via in ('mail', 'file')),
  -- who filed it
  account_id bigint references account on delete set null,
  filed_by text not null,
  filed_at timestamptz not null,
  -- the day that the mail says, no later than it came
  on_day date not null,
  from_name text not null default '',
  from_address text not null default '',
  -- to whom, as one line
  to_line text not null default '',
  subject text not null default '',
  body text not null default '',
  -- files that came with it and were not kept
  files_left integer not null default 0,
  -- keyed: the same mail is filed once
  hash bytea not null unique,
  version integer not null default 1
);
create index partner_mail_partner on partner_mail (partner_id, on_day desc, id desc);
create index partner_mail_waiting on partner_mail (on_day desc, id desc) where partner_id is null;
create index partner_mail_account on partner_mail (account_id) where account_id is not null;
create index partner_mail_filed on partner_mail (filed_at);

create table partner_mail_file (
  id bigint generated always as identity primary key,
  mail_id bigint not null references partner_mail on delete cascade,
  file_key text not null unique,
  media_type text not null,
  size_bytes integer not null
);
create index partner_mail_file_mail on partner_mail_file (mail_id);

-- How often somebody has asked for another secret address; without a row: never. The address itself stands nowhere.
create table partner_mail_address (
  account_id bigint primary key references account on delete cascade,
  nth integer not null check (nth > 1),
  changed_at timestamptz not null
);

-- by their address mails find people
create index partner_person_email on partner_person (lower(email)) where email <> '';

update network_setting
  set value = value || '{"partner_mails": 1825}'::jsonb
  where key = 'retentionDays' and jsonb_typeof(value) = 'object' and not value ? 'partner_mails';

-- What the library looks for just now, as everybody reads it at /mitra.
create table library_need (
  id bigint generated always as identity primary key,
  text text not null check (text <> ''),
  text_en text not null default '',
  -- the last day on which it is looked for; null: until somebody takes it away
  until_on date,
  created_at timestamptz not null,
  created_by text not null
);
