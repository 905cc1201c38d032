-- Module city/service: what people ask, complain about, suggest and praise, and what the library answers.
create table ticket (
  id bigint generated always as identity primary key,
  -- K-2026-00012: what people say on the telephone; it opens nothing
  number text not null unique check (number <> ''),
  -- of the secret code, by which whoever sent it comes back; the code itself is kept nowhere
  code_hash bytea not null unique check (length(code_hash) = 32),
  kind text not null check (kind in ('question', 'complaint', 'suggestion', 'praise')),
  library_id bigint not null references library,
  via text not null check (via in ('site', 'kiosk', 'qr', 'desk', 'account')),
  language text not null check (language in ('id', 'en')),
  -- its first words, for lists
  title text not null check (title <> ''),
  -- what it is about, by its id or address, as it was called then
  about_kind text check (about_kind in ('bib', 'loan', 'program', 'library', 'page')),
  about_ref text not null default '',
  about_label text not null default '',
  -- none: nobody knows who it was, and nothing here leads back to them
  contact_kind text not null check (contact_kind in ('account', 'email', 'whatsapp', 'none')),
  member_id bigint references member on delete set null,
  contact text not null default '',
  contact_name text not null default '',
  -- the riddle of the form was solved, or a person of the library wrote it down
  proven boolean not null,
  state text not null default 'new' check (state in ('new', 'open', 'waiting_patron', 'resolved', 'closed')),
  owner_id bigint references account on delete set null,
  created_at timestamptz not null,
  -- from when the clock of the solution runs: the sending, or the last reopening
  clock_from timestamptz not null,
  first_answered_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  -- computed of the calendar and kept for the order of lists; null: no such limit, or it stands still
  first_due_at timestamptz,
  first_warn_at timestamptz,
  solve_due_at timestamptz,
  solve_warn_at timestamptz,
  first_warned_at timestamptz,
  first_escalated_at timestamptz,
  solve_warned_at timestamptz,
  solve_escalated_at timestamptz,
  -- when the instants above were last computed
  clocked_at timestamptz,
  merged_into_id bigint references ticket,
  split_from_id bigint references ticket,
  -- another library's or agency's matter now
  handed_to text not null default '',
  handed_number text not null default '',
  handed_at timestamptz,
  -- what changed because of it; told to whoever sent it, and to everybody where it is public
  change_text text not null default '',
  change_public boolean not null default false,
  changed_at timestamptz,
  rating text check (rating in ('no', 'partly', 'yes', 'yes_fast')),
  rating_words text not null default '',
  rated_at timestamptz,
  version integer not null default 1,
  check (contact_kind <> 'none' or (member_id is null and contact = '' and contact_name = '' and about_kind is distinct from 'loan')),
  check (contact_kind = 'account' or member_id is null),
  check (contact_kind in ('email', 'whatsapp') or contact = ''),
  check ((state in ('resolved', 'closed')) = (resolved_at is not null)),
  check ((state = 'closed') = (closed_at is not null)),
  check ((rating is null) = (rated_at is null)),
  check ((change_text = '') = (changed_at is null)),
  check (not change_public or change_text <> ''),
  check (merged_into_id <> id and split_from_id <> id)
);
create index ticket_open on ticket (library_id, kind, state) where merged_into_id is null and state in ('new', 'open', 'waiting_patron');
create index ticket_clocked on ticket (clocked_at) where merged_into_id is null and state in ('new', 'open');
create index ticket_resolved on ticket (resolved_at) where state = 'resolved';
create index ticket_done on ticket (resolved_at desc, id desc) where merged_into_id is null and state in ('resolved', 'closed');
create index ticket_owner on ticket (owner_id) where owner_id is not null;
create index ticket_member on ticket (member_id) where member_id is not null;
create index ticket_contact_closed on ticket (closed_at) where member_id is not null or contact <> '' or contact_name <> '';
create index ticket_merged on ticket (merged_into_id) where merged_into_id is not null;
create index ticket_split on ticket (split_from_id) where split_from_id is not null;
create index ticket_changes on ticket (changed_at desc) where change_public;
create index ticket_received on ticket (created_at);

create table ticket_message (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket on delete cascade,
  -- note: read by staff alone
  author text not null check (author in ('person', 'staff', 'note')),
  -- of whoever wrote it for the library, as it stood then
  staff_name text not null default '',
  text text not null check (text <> ''),
  written_at timestamptz not null,
  check ((author = 'person') = (staff_name = ''))
);
create index ticket_message_ticket on ticket_message (ticket_id, id);

-- Files that came with a message; how their sender called them is not kept.
create table ticket_file (
  id bigint generated always as identity primary key,
  message_id bigint not null references ticket_message on delete cascade,
  file_key text not null,
  media_type text not null,
  size_bytes bigint not null check (size_bytes > 0)
);
create index ticket_file_message on ticket_file (message_id);

-- What became of a ticket, step by step; the times in which it waited for whoever sent it are read from here.
create table ticket_event (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket on delete cascade,
  at timestamptz not null,
  what text not null check (what in ('received', 'taken', 'handed', 'answered', 'waiting', 'wrote', 'resolved', 'closed', 'reopened',
    'kind_changed', 'moved', 'merged', 'split', 'linked', 'handed_over', 'changed', 'rated', 'warned', 'escalated')),
  -- the state that it came to
  state text not null check (state in ('new', 'open', 'waiting_patron', 'resolved', 'closed')),
  staff_name text not null default '',
  -- a name, a number, a kind: what the step was about
  detail text not null default ''
);
create index ticket_event_ticket on ticket_event (ticket_id, id);

create table ticket_tag (
  ticket_id bigint not null references ticket on delete cascade,
  tag text not null check (tag ~ '^[[:alnum:]][[:alnum:] -]{0,39}$'),
  primary key (ticket_id, tag)
);
create index ticket_tag_tag on ticket_tag (tag);

create table ticket_watcher (
  ticket_id bigint not null references ticket on delete cascade,
  account_id bigint not null references account on delete cascade,
  primary key (ticket_id, account_id)
);

-- Two tickets that belong together; each pair once.
create table ticket_link (
  low_id bigint not null references ticket on delete cascade,
  high_id bigint not null references ticket on delete cascade,
  primary key (low_id, high_id),
  check (low_id < high_id)
);
create index ticket_link_high on ticket_link (high_id);

-- Answers that are written once and used often; {nama}, {nomor}, {perpustakaan} and {petugas} are filled in.
create table canned_answer (
  id bigint generated always as identity primary key,
  title text not null unique check (title <> ''),
  text text not null check (text <> ''),
  kind text check (kind in ('question', 'complaint', 'suggestion', 'praise')),
  changed_at timestamptz not null,
  version integer not null default 1
);

-- In how many working days what is sent is answered and solved; a kind that is not here has the defaults of the product.
create table service_target (
  kind text primary key check (kind in ('question', 'complaint', 'suggestion', 'praise')),
  first_days integer not null check (first_days between 1 and 60),
  -- null: nothing is to be solved
  solve_days integer check (solve_days between 1 and 250),
  -- the rule that it comes from, as entered: "Perwali 12/2025 pasal 4"
  source text not null default '',
  changed_at timestamptz not null,
  check (solve_days is null or solve_days >= first_days)
);

-- Who sent something is forgotten some time after it was closed.
update network_setting set value = value || '{"ticket_contacts": 365}'::jsonb
where key = 'retentionDays' and not value ? 'ticket_contacts';
