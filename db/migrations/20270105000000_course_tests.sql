-- Module course-tests: what people can do before a course and after it (decision 210). A course has one test.
create table course_test (
  course_id bigint primary key references course on delete cascade,
  state text not null check (state in ('draft', 'open', 'closed')),
  -- what it takes, as learners are told
  minutes integer not null check (minutes between 1 and 60),
  -- so many items each learner gets of every competence; null: all
  per_competence integer check (per_competence between 1 and 20),
  changed_at timestamptz not null,
  changed_by text not null,
  version integer not null default 0
);

create table test_item (
  id bigint generated always as identity primary key,
  course_id bigint not null references course_test on delete cascade,
  position integer not null,
  -- nobody gets it any more; who got it answers it
  retired_at timestamptz,
  version integer not null default 0
);
create index test_item_course on test_item (course_id, position);

-- What somebody was asked stays as it was: an item that was given out and is changed becomes the next version of itself.
create table test_item_version (
  id bigint generated always as identity primary key,
  item_id bigint not null references test_item on delete cascade,
  number integer not null,
  body jsonb not null,
  competence_id bigint not null references competence,
  written_at timestamptz not null,
  written_by text not null,
  unique (item_id, number)
);
create index test_item_version_competence on test_item_version (competence_id);

-- Somebody who takes the test, once before and once after.
create table test_sitting (
  id bigint generated always as identity primary key,
  learner_id bigint not null references course_learner on delete cascade,
  part text not null check (part in ('before', 'after')),
  began_at timestamptz not null,
  handed_in_at timestamptz,
  unique (learner_id, part)
);

-- The items that they got, in their order, with what they answered.
create table test_answer (
  sitting_id bigint not null references test_sitting on delete cascade,
  item_version_id bigint not null references test_item_version on delete cascade,
  position integer not null,
  -- null: left open
  answer jsonb,
  -- null: it was not handed in yet
  is_right boolean,
  primary key (sitting_id, item_version_id)
);
create index test_answer_version on test_answer (item_version_id);
