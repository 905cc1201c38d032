-- Module classes: what teachers say to their pupils, to all of a class or to one (decision 220).
create table class_message (
  id bigint generated always as identity primary key,
  class_id bigint not null references learning_class on delete cascade,
  -- to whom alone; null: to the whole class
  pupil_id bigint references class_pupil on delete cascade,
  words text not null check (words <> '' and length(words) <= 500),
  at timestamptz not null,
  by_id bigint references account on delete set null,
  by_name text not null,
  -- null: it stands as it was written
  changed_at timestamptz,
  version integer not null default 0
);
create index class_message_class on class_message (class_id, id desc);
create index class_message_pupil on class_message (pupil_id) where pupil_id is not null;
create index class_message_by on class_message (by_id) where by_id is not null;

-- Which pupil has said that they read which; another wording is new again.
create table class_message_seen (
  message_id bigint not null references class_message on delete cascade,
  pupil_id bigint not null references class_pupil on delete cascade,
  primary key (message_id, pupil_id)
);
create index class_message_seen_pupil on class_message_seen (pupil_id);

-- The one word that a class had is its first message.
insert into class_message (class_id, words, at, by_name)
  select id, note, active_since, created_by from learning_class where note <> '';
alter table learning_class drop column note;

-- Module courses: the account that invited a co-author, who is told of what is new in the course.
alter table course_invitation add column invited_by_id bigint references account on delete set null;
create index course_invitation_invited_by on course_invitation (invited_by_id) where invited_by_id is not null;
alter table course_author add column invited_by_id bigint references account on delete set null;
create index course_author_invited_by on course_author (invited_by_id) where invited_by_id is not null;

-- What an author of a course is still to be told of it: together, once a day.
create table course_news (
  course_id bigint not null references course on delete cascade,
  account_id bigint not null references account on delete cascade,
  -- kinds of what happened since they were told last; none: they know all of it
  kinds text[] not null check (kinds <@ array['comment', 'submitted', 'agreed', 'changes']),
  since timestamptz not null,
  told_at timestamptz,
  primary key (course_id, account_id)
);
create index course_news_account on course_news (account_id);
create index course_news_waiting on course_news (since) where kinds <> '{}';
