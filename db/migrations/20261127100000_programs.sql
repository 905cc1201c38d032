-- Module programs: workshops, talks, training, clubs and events, their sessions, who comes and who came.
create table program (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  kind text not null check (kind in ('workshop', 'seminar', 'talk', 'training', 'club', 'event')),
  -- editions of one series are compared with each other: "Workshop Inovasi Perpustakaan", 2
  series text not null default '',
  edition integer check (edition >= 1),
  -- part of the public address, /kegiatan/<slug>
  slug text not null unique check (slug ~ '^[a-z0-9-]{1,80}$'),
  title text not null check (title <> ''),
  summary text not null default '',
  description text not null default '',
  goals text not null default '',
  outcomes text not null default '',
  audience text not null default 'all' check (audience in ('all', 'children', 'teens', 'adults', 'librarians', 'teachers')),
  language text not null default 'id',
  place text not null default '',
  -- how many people; null: as many as come
  capacity integer check (capacity >= 1),
  -- of one institution or library; null: no limit
  institution_quota integer check (institution_quota >= 1),
  needs_approval boolean not null default false,
  -- null: from publication, until the first session begins
  enrolment_opens_at timestamptz,
  enrolment_closes_at timestamptz,
  -- how long a seat is held for the first in the queue
  offer_hours integer not null default 24 check (offer_hours between 1 and 168),
  -- what participants pay, whole rupiah
  fee integer not null default 0 check (fee >= 0),
  -- where the money of the programme comes from, in words
  funding text not null default '',
  partners text[] not null default '{}',
  -- TPBIS: strategy and theme, null when it is none of it
  tpbis_strategy text check (tpbis_strategy in ('information_services', 'community_engagement', 'advocacy')),
  theme text not null default '' ,
  -- questions of the registration form: [{id, label, kind, options, required, when}]
  form jsonb not null default '[]',
  state text not null default 'draft'
    check (state in ('draft', 'review', 'published', 'running', 'closed', 'archived', 'cancelled')),
  -- why it was cancelled, for everybody
  cancel_reason text not null default '',
  is_template boolean not null default false,
  -- the programme that this one was made from, as a copy or as its next edition
  cloned_from_id bigint references program on delete set null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  published_at timestamptz,
  check ((state = 'cancelled') = (cancel_reason <> ''))
);
create index program_state on program (state);
create index program_series on program (series, edition) where series <> '';

create table program_session (
  id bigint generated always as identity primary key,
  program_id bigint not null references program on delete cascade,
  title text not null check (title <> ''),
  format text not null check (format in ('lecture', 'discussion', 'simulation', 'brainstorm', 'lesson', 'talk', 'self_paced')),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  room text not null default '',
  -- lesson hours of 45 minutes, for certificates
  jp integer not null default 0 check (jp >= 0),
  materials text not null default '',
  -- how often it was changed: calendars take what they have with a higher one
  revision integer not null default 0,
  check (starts_at < ends_at)
);
create index program_session_program on program_session (program_id, starts_at);
create index program_session_starts on program_session (starts_at);

create table program_speaker (
  id bigint generated always as identity primary key,
  program_id bigint not null references program on delete cascade,
  name text not null check (name <> ''),
  -- position and institution, as on the certificate
  title text not null default '',
  email text not null default '',
  role text not null default 'speaker' check (role in ('speaker', 'facilitator', 'moderator')),
  -- when the invitation was sent and what came back
  invited_at timestamptz,
  answer text check (answer in ('accepted', 'declined')),
  unique (program_id, name)
);
create table program_session_speaker (
  session_id bigint not null references program_session on delete cascade,
  speaker_id bigint not null references program_speaker on delete cascade,
  primary key (session_id, speaker_id)
);

-- The living reading list of a programme, or of one of its sessions.
create table program_reading (
  id bigint generated always as identity primary key,
  program_id bigint not null references program on delete cascade,
  session_id bigint references program_session on delete cascade,
  bib_id bigint not null references bib on delete cascade,
  note text not null default '',
  unique nulls not distinct (program_id, session_id, bib_id)
);

create table program_enrolment (
  id bigint generated always as identity primary key,
  program_id bigint not null references program,
  -- who comes: a member, or a guest by name; both null once it is forgotten who it was
  member_id bigint references member on delete set null,
  name text not null default '',
  -- of a guest: e-mail address or phone number
  contact text not null default '',
  -- the member who enrolled somebody else: their child, their group
  placed_by_member_id bigint references member on delete set null,
  -- in which language a guest is told
  language text not null default 'id' check (language in ('id', 'en')),
  -- whose library or institution a participant comes from
  library_id bigint references library,
  institution text not null default '',
  -- how many people come with this enrolment: a group has more than one
  people integer not null default 1 check (people between 1 and 500),
  answers jsonb not null default '{}',
  -- of a child without a card: who consented, and when
  guardian_name text not null default '',
  guardian_consent_at timestamptz,
  -- the personal code of the badge, ticket link and QR
  ticket text not null unique check (ticket ~ '^[A-Za-z0-9]{12,40}$'),
  status text not null
    check (status in ('requested', 'confirmed', 'waitlisted', 'offered', 'expired', 'cancelled', 'declined')),
  walk_in boolean not null default false,
  placed_at timestamptz not null,
  -- the place in the queue, given out in the order of joining it while the programme is locked
  queue_no integer,
  queued_at timestamptz,
  offer_ends_at timestamptz,
  ended_at timestamptz,
  check ((status = 'offered') = (offer_ends_at is not null)),
  check ((status in ('expired', 'cancelled', 'declined')) = (ended_at is not null)),
  check (status not in ('waitlisted', 'offered') or queue_no is not null),
  unique (program_id, queue_no)
);
create unique index program_enrolment_member on program_enrolment (program_id, member_id) where ended_at is null;
create unique index program_enrolment_guest on program_enrolment (program_id, lower(contact), lower(name))
  where ended_at is null and member_id is null and contact <> '';
create unique index program_enrolment_child on program_enrolment (program_id, placed_by_member_id, lower(name))
  where ended_at is null and member_id is null and placed_by_member_id is not null;
create index program_enrolment_of_parent on program_enrolment (placed_by_member_id);
create index program_enrolment_of_member on program_enrolment (member_id);
create index program_enrolment_queue on program_enrolment (program_id, queue_no) where status = 'waitlisted';
create index program_enrolment_offers on program_enrolment (offer_ends_at) where status = 'offered';

create table program_attendance (
  id bigint generated always as identity primary key,
  session_id bigint not null references program_session on delete cascade,
  enrolment_id bigint not null references program_enrolment on delete cascade,
  -- how we know: staff scanned the badge, the participant scanned the room, a list by hand, a sheet entered later
  way text not null check (way in ('badge', 'room', 'list', 'sheet')),
  came_at timestamptz not null,
  -- of a device that was offline: the same scan sent twice is one
  nonce text unique,
  recorded_by text not null,
  -- a repeated scan changes nothing
  unique (session_id, enrolment_id)
);
create index program_attendance_enrolment on program_attendance (enrolment_id);

-- Module notifications: what programmes, questionnaires and ideas tell. The whole list, with that of 20261126196100.
alter table notification drop constraint notification_topic_check;
alter table notification add constraint notification_topic_check
  check (topic in ('before_due', 'due', 'overdue_1', 'overdue_2', 'overdue_3', 'hold_waiting', 'hold_expiring',
    'membership_expiring', 'receipt', 'registration', 'request_answered', 'suspended', 'password_cleared', 'review',
    'bulk_before_due', 'bulk_due', 'bulk_overdue', 'suggestion', 'digital_ready', 'program', 'program_reminder',
    'questionnaire', 'idea', 'action_plan', 'generic'));

-- Module notifications: what guests of programmes, who are no members, are told by e-mail. Address and values go when a message has ended.
create table guest_message (
  id bigint generated always as identity primary key,
  -- the event, once and for all; the same for every attempt
  key text not null unique,
  library_id bigint not null references library,
  topic text not null,
  email text,
  language text not null check (language in ('id', 'en')),
  name text,
  params jsonb,
  -- the page that it points at, from the root
  path text,
  -- the thing it is about, to take it back
  about text,
  state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
  attempts integer not null default 0,
  created_at timestamptz not null,
  next_attempt_at timestamptz not null,
  expires_at timestamptz not null,
  claimed_at timestamptz,
  finished_at timestamptz,
  outcome text,
  check ((email is not null) = (state in ('pending', 'sending'))),
  check ((params is not null) = (state in ('pending', 'sending')))
);
create index guest_message_due on guest_message (next_attempt_at) where state in ('pending', 'sending');
create index guest_message_about on guest_message (about) where state = 'pending';
