-- from where people know, asked when they register and when they enrol: counted, of nobody
create table heard_count (
  library_id bigint not null references library,
  moment text not null check (moment in ('registration', 'enrolment')),
  -- the first day of the month, in the zone of the library
  heard_month date not null check (extract(day from heard_month) = 1),
  answer text not null
    check (answer in ('poster', 'social', 'website', 'friend', 'school', 'staff', 'media', 'passing', 'other')),
  people integer not null check (people > 0),
  primary key (library_id, moment, heard_month, answer)
);

-- the short link by which somebody came to a programme and enrolled; empty: by another way
alter table program_enrolment
  add column came_by text not null default '' check (came_by ~ '^([a-z0-9]{6})?$'),
  -- whether they came with a card, which stays when it is forgotten whose
  add column with_card boolean not null default false,
  -- they borrowed for the first time after it: until it is known as a sum, and for so long only
  add column first_loan boolean not null default false;
-- how many who came to a programme by a short link borrowed for the first time after it, beside nobody
create table program_first_loan (
  program_id bigint not null references program,
  came_by text not null,
  people integer not null check (people > 0),
  primary key (program_id, came_by)
);
create index program_enrolment_came_by on program_enrolment (came_by) where came_by <> '';
