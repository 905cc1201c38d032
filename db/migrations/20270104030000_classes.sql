-- Module classes: the class of a school learns a course (decision 208). Children have no account: a class code, a picture and a PIN.
create table learning_class (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  course_id bigint not null references course,
  name text not null,
  school_year text not null,
  -- by which pupils find it: TURI-27
  code text not null unique,
  state text not null check (state in ('active', 'ended')),
  starts_on date not null,
  -- when it was made, or opened again
  active_since timestamptz not null,
  ended_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  version integer not null default 0,
  check ((state = 'ended') = (ended_at is not null))
);
create index learning_class_library on learning_class (library_id);
create index learning_class_course on learning_class (course_id);

create table class_teacher (
  class_id bigint not null references learning_class on delete cascade,
  account_id bigint not null references account on delete cascade,
  primary key (class_id, account_id)
);
create index class_teacher_account on class_teacher (account_id);

create table class_pupil (
  id bigint generated always as identity primary key,
  class_id bigint not null references learning_class on delete cascade,
  name text not null,
  picture smallint not null check (picture between 1 and 40),
  pin_hash text not null,
  -- wrong PINs in a row
  failed integer not null default 0,
  -- how often they made the child wait since a right one: each time twice as long
  pauses integer not null default 0,
  paused_until timestamptz,
  -- a parent or guardian has allowed it; null: nobody has noted that yet
  consent_at timestamptz,
  consent_by text not null default '',
  -- what the browser of the pupil is given; answers stand beside a hash of it
  learner_key text not null unique,
  version integer not null default 0,
  unique (class_id, picture)
);

-- A learner of a class goes with the class, not when the browser did not come again.
alter table course_learner add column of_class boolean not null default false;
drop index course_learner_unseen;
create index course_learner_unseen on course_learner (seen_at) where key_hash is not null and not of_class;

-- Pupils go so long after their class has ended.
update network_setting
  set value = value || '{"class_pupils": 365}'::jsonb
  where key = 'retentionDays' and jsonb_typeof(value) = 'object' and not value ? 'class_pupils';
