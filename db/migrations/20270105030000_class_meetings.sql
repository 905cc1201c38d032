-- Module classes: how a class learns, its meetings with who came, its box of books, a word of the teacher (decision 213).
alter table learning_class
  -- at one's own pace, in meetings at the school, or in the library
  add column way text not null default 'self' check (way in ('self', 'school', 'library')),
  -- what its teachers say to the pupils; empty: nothing
  add column note text not null default '' check (length(note) <= 500),
  add column bulk_loan_id bigint references bulk_loan on delete set null;
create index learning_class_bulk_loan on learning_class (bulk_loan_id) where bulk_loan_id is not null;

create table class_meeting (
  id bigint generated always as identity primary key,
  class_id bigint not null references learning_class on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- where it is held: a library, in one of its rooms; null: at the school, in the words of place
  library_id bigint references library,
  space_id bigint references space on delete set null,
  -- who of that library comes, or receives the class
  librarian_id bigint references account on delete set null,
  lesson_id bigint references lesson on delete set null,
  place text not null default '',
  note text not null default '',
  cancelled_at timestamptz,
  cancel_reason text not null default '',
  version integer not null default 0,
  check (starts_at < ends_at),
  check (space_id is null or library_id is not null),
  -- the database itself refuses two meetings in one room, and one librarian in two places
  constraint class_meeting_one_room exclude using gist (space_id with =, tstzrange(starts_at, ends_at) with &&)
    where (space_id is not null and cancelled_at is null),
  constraint class_meeting_one_librarian exclude using gist (librarian_id with =, tstzrange(starts_at, ends_at) with &&)
    where (librarian_id is not null and cancelled_at is null)
);
create index class_meeting_class on class_meeting (class_id, starts_at);
create index class_meeting_library on class_meeting (library_id, starts_at) where library_id is not null;
create index class_meeting_lesson on class_meeting (lesson_id) where lesson_id is not null;

create table class_attendance (
  meeting_id bigint not null references class_meeting on delete cascade,
  pupil_id bigint not null references class_pupil on delete cascade,
  state text not null check (state in ('present', 'excused', 'sick', 'absent')),
  primary key (meeting_id, pupil_id)
);
create index class_attendance_pupil on class_attendance (pupil_id);

-- Given to pupils who finished when their class ended. Who checks one by its code learns of no name, also while the pupil is still known.
create table class_certificate (
  id bigint generated always as identity primary key,
  class_id bigint not null references learning_class on delete cascade,
  pupil_id bigint unique references class_pupil on delete set null,
  code text not null unique,
  course_title text not null,
  issued_at timestamptz not null,
  issued_by text not null
);
create index class_certificate_class on class_certificate (class_id);

-- By what a browser tells pupils apart who write in it without a network. It outlives a PIN, so that what waits is still theirs when they come in by a new one.
alter table class_pupil add column mark uuid not null unique default gen_random_uuid();
