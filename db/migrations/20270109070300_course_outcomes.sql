-- Module course-tests: what everybody is told of what came of a course, counted at night. It is replaced when so many people lie between
-- the old figures and the new ones that nobody is known by the difference; null: it is not told.
create table course_outcome (
  course_id bigint primary key references course on delete cascade,
  counted_at timestamptz not null,
  learners integer not null check (learners >= 0),
  finished integer check (finished >= 0),
  pairs integer check (pairs > 0),
  gain double precision,
  low double precision,
  high double precision,
  check (num_nonnulls(pairs, gain, low, high) in (0, 4))
);
