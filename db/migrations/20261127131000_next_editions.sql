-- Module next-editions: the agenda of the next edition, drafted from what the last one left behind.
create table edition_draft (
  id bigint generated always as identity primary key,
  -- the edition that it learns from: one draft at a time
  program_id bigint not null unique references program on delete cascade,
  -- what there was too little of to say anything: {evaluation: 3}, answers by source
  too_few jsonb not null default '{}',
  drafted_at timestamptz not null,
  drafted_by text not null,
  -- the programme that was made of it
  made_program_id bigint references program on delete set null
);

create table edition_draft_line (
  id bigint generated always as identity primary key,
  draft_id bigint not null references edition_draft on delete cascade,
  position integer not null,
  title text not null check (title <> ''),
  format text not null check (format in ('lecture', 'discussion', 'simulation', 'brainstorm', 'lesson', 'talk', 'self_paced')),
  jp integer not null check (jp between 1 and 20),
  -- why it is here: {kind, ...figures}; of what people added: {kind: 'hand', note}
  reason jsonb not null,
  unique (draft_id, position) deferrable initially deferred
);
