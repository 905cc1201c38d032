-- Tasks that somebody else answers: words for others of the group, work that is marked (decision 212).

-- In which class somebody learns; null: by themselves. Modules above say what the number is.
alter table course_learner add column group_id bigint;
create index course_learner_group on course_learner (group_id) where group_id is not null;
update course_learner set group_id = class_pupil.class_id
  from class_pupil
  where course_learner.of_class and course_learner.key_hash = sha256(convert_to(class_pupil.learner_key, 'UTF8'));

-- What somebody says to the others of a group. Its words are those of the answer, with which it goes.
create table task_post (
  id bigint generated always as identity primary key,
  learner_id bigint not null references course_learner on delete cascade,
  task_id bigint not null,
  -- as whom the others read them: the third who said something
  number integer not null,
  state text not null check (state in ('waiting', 'shown', 'hidden')),
  -- somebody of the group asked to look at it again
  reported_at timestamptz,
  -- it was looked at again and stays: nobody takes it out of sight by asking once more
  settled_again boolean not null default false,
  sent_at timestamptz not null,
  settled_by text not null default '',
  version integer not null default 0,
  unique (learner_id, task_id),
  foreign key (learner_id, task_id) references task_answer on delete cascade
);
create index task_post_task on task_post (task_id, state);
create index task_post_open on task_post (sent_at) where state = 'waiting' or reported_at is not null;

-- What somebody handed in to be marked. Its words are those of the answer, with which it goes.
create table task_work (
  id bigint generated always as identity primary key,
  learner_id bigint not null references course_learner on delete cascade,
  task_id bigint not null,
  number integer not null,
  state text not null check (state in ('waiting', 'returned', 'done')),
  handed_in_at timestamptz not null,
  file_key text,
  file_name text,
  media_type text,
  -- for each line of the rubric the level, from 0; null: not marked yet
  marks jsonb,
  words text not null default '',
  marked_by text not null default '',
  marked_at timestamptz,
  version integer not null default 0,
  unique (learner_id, task_id),
  foreign key (learner_id, task_id) references task_answer on delete cascade,
  check (num_nonnulls(file_key, file_name, media_type) in (0, 3))
);
create index task_work_task on task_work (task_id, state);
create index task_work_waiting on task_work (handed_in_at) where state = 'waiting';
