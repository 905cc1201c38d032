-- Module courses: what people learn by (decision 208). A course is lessons in their order; a lesson is a writing with tasks in it.
create table course (
  id bigint generated always as identity primary key,
  -- of one library; null: of the whole network
  library_id bigint references library,
  slug text not null unique,
  title text not null,
  title_en text not null,
  summary text not null,
  summary_en text not null,
  -- who made it, as readers are told
  authors text not null,
  audience text not null,
  phase text,
  tier smallint check (tier between 1 and 4),
  jp smallint check (jp > 0),
  state text not null check (state in ('draft', 'submitted', 'published', 'withdrawn')),
  submitted_by text not null default '',
  submitted_by_id bigint references account on delete set null,
  -- everybody saw it once
  was_shown boolean not null default false,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  version integer not null default 0
);
create index course_library on course (library_id) where library_id is not null;
create index course_submitted_by on course (submitted_by_id) where submitted_by_id is not null;
create index course_submitted on course (library_id) where state = 'submitted';
create index course_shown on course (id) where state = 'published';
create index course_state on course (state, changed_at desc, id desc);

-- Every address that was ever given leads to its course.
create table course_slug (
  slug text primary key,
  course_id bigint not null references course on delete cascade,
  given_at timestamptz not null
);
create index course_slug_course on course_slug (course_id);

create table lesson (
  id bigint generated always as identity primary key,
  course_id bigint not null references course on delete cascade,
  position integer not null,
  -- lessons behind each other that name the same one are a module
  module text not null,
  module_en text not null,
  slug text not null,
  title text not null,
  title_en text not null,
  minutes integer not null check (minutes > 0),
  writing_id bigint not null unique references writing,
  -- for whoever teaches
  guide text not null,
  changed_at timestamptz not null,
  removed_at timestamptz,
  version integer not null default 0,
  unique (course_id, slug)
);
create index lesson_course on lesson (course_id, position);

-- What a lesson asks; where it stands its writing says, by an embed with this id.
create table lesson_task (
  id bigint generated always as identity primary key,
  lesson_id bigint not null references lesson on delete cascade,
  body jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null,
  version integer not null default 0
);
create index lesson_task_lesson on lesson_task (lesson_id);

-- What was published, frozen: whoever has begun stays with it.
create table course_version (
  id bigint generated always as identity primary key,
  course_id bigint not null references course on delete cascade,
  number integer not null,
  head jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  unique (course_id, number)
);
create table lesson_version (
  course_version_id bigint not null references course_version on delete cascade,
  lesson_id bigint not null references lesson on delete cascade,
  position integer not null,
  slug text not null,
  head jsonb not null,
  writing_version_id bigint not null references writing_version,
  -- tasks by their ids, as they were
  tasks jsonb not null,
  primary key (course_version_id, lesson_id)
);
create index lesson_version_lesson on lesson_version (lesson_id);
create index lesson_version_writing on lesson_version (writing_version_id);
create unique index lesson_version_slug on lesson_version (course_version_id, slug);

-- Who takes part: a member, somebody of staff, or whoever holds a key in a browser.
create table course_learner (
  id bigint generated always as identity primary key,
  course_id bigint not null references course on delete cascade,
  course_version_id bigint not null references course_version on delete cascade,
  member_id bigint references member on delete cascade,
  account_id bigint references account on delete cascade,
  key_hash bytea,
  began_at timestamptz not null,
  seen_at timestamptz not null,
  finished_at timestamptz,
  check (num_nonnulls(member_id, account_id, key_hash) = 1)
);
create unique index course_learner_member on course_learner (member_id, course_id) where member_id is not null;
create unique index course_learner_account on course_learner (account_id, course_id) where account_id is not null;
create unique index course_learner_key on course_learner (key_hash, course_id) where key_hash is not null;
create index course_learner_course on course_learner (course_id);
create index course_learner_version on course_learner (course_version_id);
create index course_learner_unseen on course_learner (seen_at) where key_hash is not null;

create table lesson_progress (
  learner_id bigint not null references course_learner on delete cascade,
  lesson_id bigint not null references lesson on delete cascade,
  opened_at timestamptz not null,
  done_at timestamptz,
  primary key (learner_id, lesson_id)
);
create index lesson_progress_lesson on lesson_progress (lesson_id);

create table task_answer (
  learner_id bigint not null references course_learner on delete cascade,
  task_id bigint not null references lesson_task on delete cascade,
  tries integer not null,
  hints integer not null,
  -- the last one, and what came of it; null: none yet, a hint was asked for
  answer jsonb,
  outcome jsonb,
  right_at timestamptz,
  answered_at timestamptz not null,
  primary key (learner_id, task_id)
);
create index task_answer_task on task_answer (task_id);

-- How often a task went wrong by which way: of nobody.
create table task_miss (
  task_id bigint not null references lesson_task on delete cascade,
  reason text not null,
  count bigint not null,
  primary key (task_id, reason)
);

alter table course add column shown_version_id bigint references course_version on delete set null;
alter table course add check (state <> 'published' or shown_version_id is not null);
create index course_shown_version on course (shown_version_id) where shown_version_id is not null;

-- What stands beside a key of a browser alone goes when that did not come again for so long.
update network_setting
  set value = value || '{"learner_keys": 180}'::jsonb
  where key = 'retentionDays' and jsonb_typeof(value) = 'object' and not value ? 'learner_keys';

-- How many records answer a task of searching, of what is published; looked at every night.
create table task_stock (
  task_id bigint primary key references lesson_task on delete cascade,
  course_id bigint not null references course on delete cascade,
  answers integer not null,
  -- fewer answer than are to be found
  is_short boolean not null,
  looked_at timestamptz not null,
  short_since timestamptz
);
create index task_stock_short on task_stock (course_id) where is_short;
create index task_stock_course on task_stock (course_id);
