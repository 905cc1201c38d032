-- Module volunteers: who offers their time, what there is to do, when, and who came (decision 223).
create table volunteer (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  -- null: without a card, or forgotten
  member_id bigint references member,
  -- empty: a member, whose name stands on the card, or forgotten
  name text not null default '',
  contact text not null default '',
  language text not null check (language in ('id', 'en')),
  birth_year smallint,
  skills text[] not null,
  own_words text not null default '',
  days smallint[] not null,
  -- opens their page, and is read at the door
  ticket text not null unique,
  state text not null check (state in ('offered', 'active', 'declined', 'left')),
  guardian_name text not null default '',
  guardian_relation text not null default '',
  guardian_consent_on date,
  guardian_noted_by text not null default '',
  conduct_at timestamptz,
  offered_at timestamptz not null,
  answer_by date not null,
  answered_at timestamptz,
  answered_by text not null default '',
  answer text not null default '',
  forgotten_at timestamptz,
  version integer not null default 0
);
create index volunteer_library on volunteer (library_id, state);
create unique index volunteer_member on volunteer (member_id) where state in ('offered', 'active');
create index volunteer_of_member on volunteer (member_id);

create table volunteer_check (
  id bigint generated always as identity primary key,
  volunteer_id bigint not null references volunteer,
  kind text not null check (kind in ('adult', 'reference', 'training')),
  noted_on date not null,
  noted_by text not null,
  -- null: it holds for good
  until_on date
);
create index volunteer_check_volunteer on volunteer_check (volunteer_id);

create table volunteer_task (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  title text not null,
  title_en text not null default '',
  description text not null default '',
  description_en text not null default '',
  skills text[] not null,
  needs text[] not null,
  with_children boolean not null,
  state text not null check (state in ('open', 'ended')),
  created_at timestamptz not null,
  created_by text not null,
  version integer not null default 0
);
create index volunteer_task_library on volunteer_task (library_id, state);

create table volunteer_shift (
  id bigint generated always as identity primary key,
  task_id bigint not null references volunteer_task,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  places integer not null check (places between 1 and 200),
  state text not null check (state in ('planned', 'cancelled')),
  cancel_reason text not null default '',
  next_queue integer not null default 1,
  version integer not null default 0
);
create index volunteer_shift_task on volunteer_shift (task_id, starts_at);
create index volunteer_shift_starts on volunteer_shift (starts_at);

create table volunteer_place (
  id bigint generated always as identity primary key,
  shift_id bigint not null references volunteer_shift,
  volunteer_id bigint not null references volunteer,
  status text not null check (status in ('confirmed', 'waiting', 'cancelled')),
  -- the order in which people came, given out under the lock of the shift
  queue_no integer not null,
  placed_at timestamptz not null,
  came_at timestamptz,
  left_at timestamptz check (left_at >= came_at),
  -- nobody noted when they left: the end of the shift counts
  left_by_rule boolean not null default false,
  corrected_by text not null default ''
);
create index volunteer_place_shift on volunteer_place (shift_id, queue_no);
create index volunteer_place_volunteer on volunteer_place (volunteer_id);
create unique index volunteer_place_live on volunteer_place (shift_id, volunteer_id) where status <> 'cancelled';
create index volunteer_place_came on volunteer_place (came_at) where came_at is not null;

-- Offers that were declined or never answered are forgotten so long after they came.
update network_setting
  set value = value || '{"volunteer_offers": 180}'::jsonb
  where key = 'retentionDays' and jsonb_typeof(value) = 'object' and not value ? 'volunteer_offers';
