-- Module questionnaires: evaluations, tests and surveys; where they are asked; what was answered, and apart from it who has answered.
create table questionnaire (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  -- what staff call it
  name text not null check (name <> ''),
  -- the standard instrument that it was copied from; '' = made by hand
  instrument text not null default '',
  created_at timestamptz not null,
  changed_at timestamptz not null,
  -- no longer offered for new placements
  archived_at timestamptz
);
create index questionnaire_library on questionnaire (library_id);

create table questionnaire_version (
  id bigint generated always as identity primary key,
  questionnaire_id bigint not null references questionnaire on delete cascade,
  number integer not null check (number >= 1),
  -- {title, intro, thanks, paged, questions: [...]}, shape in src/modules/questionnaires/rules/content.ts
  content jsonb not null,
  -- counts the changes of a version that is not frozen: nobody overwrites what they have not read
  revision integer not null default 1,
  -- set by the first response; no time beside it, which would be the time of an answer
  frozen boolean not null default false,
  unique (questionnaire_id, number)
);

create function questionnaire_version_stays() returns trigger language plpgsql as $$
begin
  if old.frozen and (tg_op = 'DELETE' or new.content is distinct from old.content or not new.frozen
      or new.questionnaire_id <> old.questionnaire_id or new.number <> old.number) then
    raise exception 'version % is frozen', old.id using errcode = 'check_violation', constraint = 'questionnaire_version_frozen';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger questionnaire_version_stays before update or delete on questionnaire_version
  for each row execute function questionnaire_version_stays();

-- A test before and the same after: answers of one person have one code, made with this key. Without the key nobody can tell whose.
create table questionnaire_pair (
  id bigint generated always as identity primary key,
  key bytea check (length(key) = 32),
  closed_at timestamptz,
  check ((key is null) = (closed_at is not null))
);

create table questionnaire_placement (
  id bigint generated always as identity primary key,
  version_id bigint not null references questionnaire_version,
  -- the address, /isi/<code>
  code text not null unique check (code ~ '^[a-z0-9]{8}$'),
  -- the address of a fixed tablet has this in it; null = none
  kiosk_key text check (kiosk_key ~ '^[a-z0-9]{20}$'),
  library_id bigint not null references library,
  -- what it is about: a programme, one of its sessions, a speaker (of a session, or of all), or a service of the library
  program_id bigint references program,
  session_id bigint references program_session,
  speaker_id bigint references program_speaker,
  service text not null default '',
  role text not null check (role in ('evaluation', 'pre', 'post', 'follow_up', 'survey')),
  -- tells several of the same kind apart; may be empty
  label text not null default '',
  audience text not null check (audience in ('participants', 'members', 'anyone')),
  privacy text not null check (privacy in ('anonymous', 'paired', 'named')),
  pair_id bigint references questionnaire_pair,
  opens_at timestamptz not null,
  closes_at timestamptz,
  closed_at timestamptz,
  -- of the short link behind its printed QR code; null = none was made
  short_code text,
  created_at timestamptz not null,
  created_by text not null,
  unique (id, privacy),
  check (opens_at < closes_at),
  check ((program_id is null) = (service <> '')),
  check (program_id is not null or (session_id is null and speaker_id is null and audience <> 'participants')),
  check ((privacy = 'paired') = (pair_id is not null)),
  check (privacy <> 'paired' or role in ('pre', 'post')),
  -- of whom nobody knows who they are nothing is kept by name
  check (audience <> 'anyone' or privacy = 'anonymous'),
  check (audience = 'anyone' or kiosk_key is null)
);
create index questionnaire_placement_version on questionnaire_placement (version_id);
create index questionnaire_placement_program on questionnaire_placement (program_id) where program_id is not null;
create unique index questionnaire_placement_pair on questionnaire_placement (pair_id, role) where pair_id is not null;

-- What was answered. Without a name there is nothing here of who, when or in which order: see decision 080.
create table questionnaire_response (
  id uuid primary key default gen_random_uuid(),
  placement_id bigint not null,
  privacy text not null,
  answers jsonb not null,
  channel text not null check (channel in ('link', 'kiosk', 'paper')),
  -- pairing only: an HMAC of the person under the key of the pair
  pair_code bytea check (length(pair_code) = 32),
  -- named only
  enrolment_id bigint references program_enrolment on delete set null,
  member_id bigint references member on delete set null,
  answered_at timestamptz,
  -- a placement that is not by name cannot have an answer that is
  foreign key (placement_id, privacy) references questionnaire_placement (id, privacy),
  check ((privacy = 'named') = (answered_at is not null)),
  check (privacy = 'named' or (enrolment_id is null and member_id is null)),
  check ((privacy = 'paired') = (pair_code is not null)),
  unique (placement_id, pair_code)
);
create index questionnaire_response_placement on questionnaire_response (placement_id);
create index questionnaire_response_enrolment on questionnaire_response (enrolment_id) where enrolment_id is not null;
create index questionnaire_response_member on questionnaire_response (member_id) where member_id is not null;

create function questionnaire_freeze() returns trigger language plpgsql as $$
begin
  update questionnaire_version set frozen = true
    where not frozen and id = (select version_id from questionnaire_placement where id = new.placement_id);
  return new;
end $$;
create trigger questionnaire_freeze before insert on questionnaire_response
  for each row execute function questionnaire_freeze();

-- Who has answered, once each; nothing here of what or when.
create table questionnaire_receipt (
  placement_id bigint not null references questionnaire_placement,
  enrolment_id bigint references program_enrolment on delete cascade,
  member_id bigint references member on delete cascade,
  check (num_nonnulls(enrolment_id, member_id) = 1),
  unique (placement_id, enrolment_id),
  unique (placement_id, member_id)
);
create index questionnaire_receipt_enrolment on questionnaire_receipt (enrolment_id) where enrolment_id is not null;
create index questionnaire_receipt_member on questionnaire_receipt (member_id) where member_id is not null;

-- Files of named answers: they may show who sent them, so anonymous placements do not ask for any.
create table questionnaire_file (
  key text primary key,
  -- null: the answer is gone, and the file goes with the next clearing
  response_id uuid references questionnaire_response on delete set null,
  question_id text not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null check (size_bytes > 0)
);
create index questionnaire_file_response on questionnaire_file (response_id);

-- Answers that are not sent yet, found by a secret in the browser alone; gone when sent, or after their day.
create table questionnaire_draft (
  token_hash bytea not null check (length(token_hash) = 32),
  placement_id bigint not null references questionnaire_placement on delete cascade,
  answers jsonb not null,
  kept_until date not null,
  primary key (token_hash, placement_id)
);
create index questionnaire_draft_kept on questionnaire_draft (kept_until);
