-- Module ideas: what participants do at their own library after a workshop, and what came of it.
create table action_plan (
  id bigint generated always as identity primary key,
  program_id bigint not null references program,
  -- the idea that it came from; null: the owner's own
  idea_id bigint references idea on delete set null,
  -- whose it is; both gone once it is forgotten who it was
  enrolment_id bigint references program_enrolment on delete set null,
  owner_name text not null default '',
  library_id bigint not null references library,
  activity text not null check (activity <> ''),
  goal text not null default '',
  indicator text not null default '',
  -- a figure of this system that says how far it is; null: the owner says so in words
  fact text check (fact in ('titles', 'copies', 'open_hours', 'saturday_hours', 'new_members', 'visits',
    'saturday_visits', 'loans', 'programs_held')),
  target integer check (target >= 1),
  -- the figure when the plan was committed to
  baseline integer,
  due_on date,
  support text not null default '',
  status text not null check (status in ('proposed', 'committed', 'in_progress', 'done', 'stopped')),
  -- why it stopped: the kind of obstacle, and in the owner's words
  obstacle text check (obstacle in ('time', 'people', 'money', 'tools', 'place', 'permission', 'interest', 'other')),
  stop_reason text not null default '',
  -- shown to everybody under "what got done"
  is_public boolean not null default true,
  created_at timestamptz not null,
  committed_at timestamptz,
  ended_at timestamptz,
  version integer not null default 1,
  check (fact is null or target is not null),
  check ((status = 'stopped') = (stop_reason <> '')),
  check ((status = 'stopped') = (obstacle is not null)),
  check ((status in ('done', 'stopped')) = (ended_at is not null)),
  check (status in ('proposed', 'stopped') or committed_at is not null)
);
create index action_plan_program on action_plan (program_id);
create index action_plan_library on action_plan (library_id);
create index action_plan_idea on action_plan (idea_id) where idea_id is not null;
create index action_plan_enrolment on action_plan (enrolment_id) where enrolment_id is not null;

create table action_plan_milestone (
  id bigint generated always as identity primary key,
  plan_id bigint not null references action_plan on delete cascade,
  text text not null check (text <> ''),
  due_on date,
  done_on date
);
create index action_plan_milestone_plan on action_plan_milestone (plan_id);

create table action_plan_evidence (
  id bigint generated always as identity primary key,
  plan_id bigint not null references action_plan on delete cascade,
  kind text not null check (kind in ('photo', 'file', 'link')),
  title text not null check (title <> ''),
  url text check (url ~ '^https?://'),
  file_key text,
  media_type text,
  size_bytes bigint,
  added_at timestamptz not null,
  check ((kind = 'link') = (url is not null)),
  check ((kind = 'link') = (file_key is null)),
  check ((file_key is null) = (media_type is null))
);
create index action_plan_evidence_plan on action_plan_evidence (plan_id);

-- Asked 30 and 90 days after the commitment.
create table action_plan_follow_up (
  plan_id bigint not null references action_plan on delete cascade,
  day integer not null check (day in (30, 90)),
  opens_on date not null,
  opened_at timestamptz,
  reminded_at timestamptz,
  answered_at timestamptz,
  status text check (status in ('in_progress', 'done', 'stopped')),
  -- the bound figure at the answer
  measured integer,
  story text not null default '',
  obstacle text check (obstacle in ('time', 'people', 'money', 'tools', 'place', 'permission', 'interest', 'other')),
  primary key (plan_id, day),
  check ((answered_at is null) = (status is null))
);
create index action_plan_follow_up_open on action_plan_follow_up (opens_on) where answered_at is null;
