-- Module partners: what is done together with a partner, where people see it (decision 226).
create table partner_tie (
  id bigint generated always as identity primary key,
  partner_id bigint not null references partner,
  -- exactly one of them; what is deleted takes its ties along
  program_id bigint references program on delete cascade,
  course_id bigint references course on delete cascade,
  collection_id bigint references curated_collection on delete cascade,
  part text not null check (part in ('organises', 'speaks', 'hosts', 'funds', 'teaches', 'gives', 'invites')),
  since date,
  -- whether everybody reads it where the thing is shown, as far as the partner agreed to be named
  shown boolean not null default true,
  created_at timestamptz not null,
  created_by text not null,
  check (num_nonnulls(program_id, course_id, collection_id) = 1),
  unique nulls not distinct (partner_id, program_id, course_id, collection_id, part)
);
create index partner_tie_program on partner_tie (program_id) where program_id is not null;
create index partner_tie_course on partner_tie (course_id) where course_id is not null;
create index partner_tie_collection on partner_tie (collection_id) where collection_id is not null;
