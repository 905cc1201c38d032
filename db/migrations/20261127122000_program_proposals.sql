-- Module ideas: programmes that anybody proposes, and the library's answers.
create table program_proposal (
  id bigint generated always as identity primary key,
  -- also that of the page on which the answer is read; made with the form, so that a form sent twice is one proposal
  token text not null unique check (token ~ '^[A-Za-z0-9_-]{20,60}$'),
  library_id bigint not null references library,
  title text not null check (title <> ''),
  description text not null check (description <> ''),
  audience text not null check (audience in ('all', 'children', 'teens', 'adults', 'librarians', 'teachers')),
  -- "Sabtu sore, Februari", in the proposer's words
  wanted_when text not null default '',
  -- who proposes: a member, or anybody by name; gone after their time
  member_id bigint references member on delete set null,
  name text not null default '',
  -- e-mail address for the answer; '' = read by the link
  email text not null default '',
  -- they would hold it together with the library, and what they bring along
  co_host boolean not null default false,
  co_host_note text not null default '',
  -- the riddle of the form was solved
  proven boolean not null,
  language text not null check (language in ('id', 'en')),
  status text not null default 'new' check (status in ('new', 'considering', 'accepted', 'declined')),
  answer text not null default '',
  answered_by text not null default '',
  answered_at timestamptz,
  -- the programme that came of it
  program_id bigint references program on delete set null,
  created_at timestamptz not null,
  version integer not null default 1,
  check ((status = 'new') = (answer = '')),
  check ((status = 'new') = (answered_at is null)),
  check (program_id is null or status = 'accepted')
);
create index program_proposal_open on program_proposal (library_id, id) where status in ('new', 'considering');
create index program_proposal_member on program_proposal (member_id) where member_id is not null;
create index program_proposal_answered on program_proposal (answered_at) where name <> '' or email <> '';
