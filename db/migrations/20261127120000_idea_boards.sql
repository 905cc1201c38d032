-- Module ideas: the board of a brainstorming session, its ideas, votes and comments.
create table idea_board (
  id bigint generated always as identity primary key,
  session_id bigint not null unique references program_session on delete cascade,
  program_id bigint not null references program on delete cascade,
  question text not null check (question <> ''),
  -- what people type or scan to come to the board
  code text not null unique check (code ~ '^[A-Z]{4,8}$'),
  -- choice: each decides for each idea
  naming text not null default 'choice' check (naming in ('choice', 'named', 'anonymous')),
  phase text not null default 'waiting'
    check (phase in ('waiting', 'write', 'share', 'group', 'vote', 'commit', 'closed')),
  -- the facilitator's timer; it says when, the facilitator moves on
  phase_ends_at timestamptz,
  votes_each integer not null default 3 check (votes_each between 1 and 20),
  -- grows with every change of the board and of what is on it; whoever writes holds the row
  version bigint not null default 1,
  created_at timestamptz not null,
  -- lets a vote carry how many votes each has
  unique (id, votes_each)
);
create index idea_board_program on idea_board (program_id);

create table idea (
  id bigint generated always as identity primary key,
  board_id bigint not null references idea_board on delete cascade,
  text text not null check (text <> ''),
  -- '' = in no group yet
  theme text not null default '',
  source text not null check (source in ('named', 'anonymous', 'paper')),
  -- who wrote it; of an anonymous idea there is nothing here
  enrolment_id bigint references program_enrolment on delete set null,
  author_name text not null default '',
  library_id bigint references library,
  -- of an anonymous idea: the hash of a key that only its writer's browser has
  owner_hash text check (owner_hash ~ '^[0-9a-f]{64}$'),
  merged_into_id bigint references idea on delete set null,
  withdrawn_at timestamptz,
  -- the version of the board at its last change
  version bigint not null,
  -- of an anonymous idea: the hour alone
  created_at timestamptz not null,
  unique (board_id, id),
  check (source = 'named' or (enrolment_id is null and author_name = '' and library_id is null)),
  check (source = 'anonymous' or owner_hash is null),
  check (merged_into_id is null or merged_into_id <> id)
);
create index idea_changed on idea (board_id, version);
create index idea_of_enrolment on idea (enrolment_id) where enrolment_id is not null;
create index idea_merged_into on idea (merged_into_id) where merged_into_id is not null;

create table idea_vote (
  board_id bigint not null,
  enrolment_id bigint not null references program_enrolment on delete cascade,
  -- which of this person's votes
  nth integer not null check (nth >= 1),
  votes_each integer not null,
  idea_id bigint not null,
  primary key (board_id, enrolment_id, nth),
  unique (idea_id, enrolment_id),
  foreign key (board_id, votes_each) references idea_board (id, votes_each) on update cascade on delete cascade,
  foreign key (board_id, idea_id) references idea (board_id, id) on delete cascade,
  constraint idea_vote_within_each check (nth <= votes_each)
);
create index idea_vote_of_enrolment on idea_vote (enrolment_id);

create table idea_comment (
  id bigint generated always as identity primary key,
  idea_id bigint not null references idea on delete cascade,
  text text not null check (text <> ''),
  -- null and '' = anonymous
  enrolment_id bigint references program_enrolment on delete set null,
  author_name text not null default '',
  removed_at timestamptz,
  created_at timestamptz not null
);
create index idea_comment_idea on idea_comment (idea_id);
create index idea_comment_of_enrolment on idea_comment (enrolment_id) where enrolment_id is not null;
