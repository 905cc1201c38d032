-- Module partners: what a partner gave, what it is worth and by which rule; each thing counted once (decision 224).
create table contribution (
  id bigint generated always as identity primary key,
  partner_id bigint not null references partner,
  -- which library it went to
  library_id bigint not null references library,
  kind text not null check (kind in ('money', 'books', 'venue', 'speaker', 'hours', 'printing', 'food', 'other')),
  from_on date not null,
  until_on date not null,
  what text not null check (what <> ''),
  what_en text not null default '',
  -- copies, hours, days, sheets, portions, pieces; null: a sum of money, or nobody counted
  quantity integer check (quantity between 1 and 1000000),
  unit text check (unit in ('copies', 'hours', 'days', 'sheets', 'portions', 'pieces')),
  -- own: as the giver says; market: what it costs elsewhere, with the source; none: not valued
  valued_by text not null check (valued_by in ('own', 'market', 'none')),
  -- rupiah
  value bigint check (value between 0 and 1000000000000),
  value_basis text not null default '',
  state text not null check (state in ('promised', 'received', 'void')),
  void_reason text not null default '',
  -- what the library knows already: a gift of books, a programme, who spoke in which session
  donation_id bigint references donation,
  program_id bigint references program,
  session_id bigint,
  speaker_id bigint,
  evidence text not null default '',
  receipt_letter_id bigint references letter,
  thanks_letter_id bigint references letter,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  check (until_on >= from_on),
  check ((quantity is null) = (unit is null)),
  check ((valued_by = 'none') = (value is null)),
  check (kind <> 'money' or valued_by = 'own'),
  check (valued_by <> 'market' or value_basis <> ''),
  check (donation_id is null or kind = 'books'),
  check (speaker_id is null or kind = 'speaker'),
  check (speaker_id is null or session_id is not null),
  check (session_id is null or kind in ('speaker', 'venue')),
  check ((state = 'void') = (void_reason <> '')),
  check (state = 'received' or (receipt_letter_id is null and thanks_letter_id is null) or state = 'void'),
  foreign key (session_id) references program_session on delete set null (session_id),
  foreign key (speaker_id) references program_speaker on delete set null (speaker_id)
);
create index contribution_partner on contribution (partner_id, from_on);
create index contribution_library on contribution (library_id, from_on);
create index contribution_program on contribution (program_id) where program_id is not null;
-- a gift, a speaker of a session and a room of a session are each given once
create unique index contribution_gift on contribution (donation_id) where donation_id is not null and state <> 'void';
create unique index contribution_spoke on contribution (session_id, speaker_id) where speaker_id is not null and state <> 'void';
create unique index contribution_room on contribution (session_id) where kind = 'venue' and session_id is not null and state <> 'void';
create index contribution_session on contribution (session_id) where session_id is not null;
create index contribution_speaker on contribution (speaker_id) where speaker_id is not null;
create index contribution_receipt on contribution (receipt_letter_id) where receipt_letter_id is not null;
create index contribution_thanks on contribution (thanks_letter_id) where thanks_letter_id is not null;
create index contribution_donation on contribution (donation_id) where donation_id is not null;
