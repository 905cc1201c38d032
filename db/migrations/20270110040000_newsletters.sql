-- Module city/newsletters: letters to those who want them, each to be approved by a second person, sent once and kept in an archive.
create table newsletter (
  id bigint generated always as identity primary key,
  -- whose letter it is; null: of the whole network
  library_id bigint references library,
  writing_id bigint not null unique references writing,
  -- the last part of its address in the archive, for good
  slug text not null unique,
  subject text not null check (char_length(subject) between 1 and 160),
  subject_en text not null default '' check (char_length(subject_en) <= 160),
  -- what mail programs show beside the subject
  preheader text not null default '' check (char_length(preheader) <= 200),
  preheader_en text not null default '' check (char_length(preheader_en) <= 200),
  -- what it is a part of: openings of its links are counted together
  campaign text not null default '' check (char_length(campaign) <= 80),
  -- only who came to a programme; where that is gone since, nobody
  attended_only boolean not null default false,
  attended_id bigint references program on delete set null,
  -- only those to whom this library is the nearest
  near_id bigint references library,
  -- only who borrows books of a class
  borrows text check (borrows <> ''),
  -- its links are short links of ours, which are counted without telling who opened them
  counts_links boolean not null default true,
  in_archive boolean not null default true,
  -- members who said so get its subject and where to read it by WhatsApp too
  by_whatsapp boolean not null default false,
  state text not null
    check (state in ('draft', 'submitted', 'approved', 'scheduled', 'sending', 'sent', 'cancelled')),
  submitted_by text not null default '',
  submitted_by_id bigint references account on delete set null,
  approved_by text not null default '',
  -- what was approved, and nothing else, is sent
  version_id bigint references writing_version,
  send_at timestamptz,
  -- the sending of it, once it was prepared; a number of the module that sends
  mailing_id bigint,
  -- receivers up to this one are on the list: after a crash it goes on behind them
  listed_to bigint not null default 0,
  listed_at timestamptz,
  -- it began to be sent, and was sent to all
  begun_at timestamptz,
  sent_at timestamptz,
  cancelled_why text not null default '' check (char_length(cancelled_why) <= 200),
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  version integer not null default 0,
  check (attended_id is null or attended_only),
  -- by WhatsApp it is read in the archive
  check (in_archive or not by_whatsapp),
  check (state not in ('approved', 'scheduled', 'sending', 'sent') or version_id is not null),
  check (state not in ('scheduled', 'sending', 'sent') or send_at is not null),
  check (state <> 'sending' or mailing_id is not null),
  check (state <> 'sent' or begun_at is not null)
);
create index newsletter_library on newsletter (library_id, id);
create index newsletter_submitted on newsletter (library_id) where state = 'submitted';
-- what is to be sent and is being sent
create index newsletter_under_way on newsletter (send_at) where state in ('scheduled', 'sending');
create index newsletter_archive on newsletter (begun_at desc, id desc)
  where in_archive and begun_at is not null;
create index newsletter_attended on newsletter (attended_id) where attended_id is not null;
create index newsletter_near on newsletter (near_id) where near_id is not null;
create index newsletter_submitted_by on newsletter (submitted_by_id) where submitted_by_id is not null;
create index newsletter_version on newsletter (version_id) where version_id is not null;

-- Who is to have it: those who chose one of these topics.
create table newsletter_topic (
  newsletter_id bigint not null references newsletter on delete cascade,
  topic_id bigint not null references letter_topic,
  primary key (newsletter_id, topic_id)
);
create index newsletter_topic_topic on newsletter_topic (topic_id);

-- Where a letter leads, each address by a short link of its own.
create table newsletter_link (
  newsletter_id bigint not null references newsletter on delete cascade,
  address text not null,
  link_code text not null unique references short_link (code),
  primary key (newsletter_id, address)
);
