-- Module city/campaigns: what is made known for a time, with a target that our own counters know, what it costs, and what was learnt (decision 234).
create table campaign (
  id bigint generated always as identity primary key,
  -- null: of the whole network
  library_id bigint references library,
  name text not null check (char_length(name) between 1 and 120),
  -- the word that its links bear (short_link.campaign), by which they are counted; it never changes
  code text not null constraint campaign_code unique
    check (char_length(code) between 1 and 60 and code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  goal text not null check (char_length(goal) between 1 and 2000),
  -- what is counted, and how much of it is wanted
  measure text not null check (measure in ('openings', 'enrolled', 'attended', 'present', 'with_card', 'first_loans')),
  target integer not null check (target between 1 and 10000000),
  audience text not null default '' check (char_length(audience) <= 1000),
  from_on date not null,
  until_on date not null,
  -- rupiah
  budget bigint not null default 0 check (budget between 0 and 999999999999),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'approved', 'reported')),
  submitted_at timestamptz,
  submitted_by text not null default '',
  submitted_by_id bigint references account on delete set null,
  approved_at timestamptz,
  approved_by text not null default '',
  approved_by_id bigint references account on delete set null,
  -- why it was given back to whoever wrote it
  given_back text not null default '' check (char_length(given_back) <= 1000),
  worked text not null default '' check (char_length(worked) <= 4000),
  next_time text not null default '' check (char_length(next_time) <= 4000),
  reported_at timestamptz,
  reported_by text not null default '',
  archived_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  check (from_on <= until_on),
  -- a second person approves
  constraint campaign_second_person check (approved_by_id <> submitted_by_id),
  check ((state = 'draft') = (submitted_at is null)),
  check ((state in ('approved', 'reported')) = (approved_at is not null)),
  check ((state = 'reported') = (reported_at is not null))
);
create index campaign_library on campaign (library_id, id);
create index campaign_days on campaign (until_on, from_on) where archived_at is null;
-- what waits is asked by whoever opens a page
create index campaign_submitted on campaign (submitted_at) where state = 'submitted' and archived_at is null;
create index campaign_unreported on campaign (until_on) where state = 'approved' and archived_at is null;
-- deletions look for what points at them
create index campaign_submitted_by on campaign (submitted_by_id) where submitted_by_id is not null;
create index campaign_approved_by on campaign (approved_by_id) where approved_by_id is not null;

-- What was spent, and how many saw it, as far as somebody knows it by hand (leaflets, listeners).
create table campaign_cost (
  id bigint generated always as identity primary key,
  campaign_id bigint not null references campaign on delete cascade,
  on_day date not null,
  what text not null check (char_length(what) between 1 and 200),
  -- rupiah
  amount bigint not null check (amount between 0 and 999999999999),
  -- null: nobody knows
  reach integer check (reach between 0 and 100000000),
  created_at timestamptz not null,
  created_by text not null
);
create index campaign_cost_campaign on campaign_cost (campaign_id, on_day, id);

-- What it promotes. What is deleted leaves its name.
create table campaign_thing (
  id bigint generated always as identity primary key,
  campaign_id bigint not null references campaign on delete cascade,
  kind text not null check (kind in ('program', 'record', 'course', 'collection')),
  program_id bigint references program on delete set null,
  bib_id bigint references bib on delete set null,
  course_id bigint references course on delete set null,
  collection_id bigint references curated_collection on delete set null,
  -- as it was called when it was added
  title text not null check (char_length(title) between 1 and 200),
  check (program_id is null or kind = 'program'),
  check (bib_id is null or kind = 'record'),
  check (course_id is null or kind = 'course'),
  check (collection_id is null or kind = 'collection')
);
create index campaign_thing_campaign on campaign_thing (campaign_id, id);
-- each is promoted once
create unique index campaign_thing_program on campaign_thing (program_id, campaign_id) where program_id is not null;
create unique index campaign_thing_bib on campaign_thing (bib_id, campaign_id) where bib_id is not null;
create unique index campaign_thing_course on campaign_thing (course_id, campaign_id) where course_id is not null;
create unique index campaign_thing_collection on campaign_thing (collection_id, campaign_id) where collection_id is not null;

-- A record that is merged is promoted as the one that stays.
create function campaign_things_follow_bib() returns trigger language plpgsql as $$
begin
  delete from campaign_thing gone where gone.bib_id = new.id
    and exists (select from campaign_thing kept where kept.campaign_id = gone.campaign_id and kept.bib_id = new.merged_into_id);
  update campaign_thing set bib_id = new.merged_into_id where bib_id = new.id;
  return null;
end $$;
create trigger campaign_things_follow_bib after update of merged_into_id on bib for each row
  when (old.merged_into_id is null and new.merged_into_id is not null) execute function campaign_things_follow_bib();

-- Module posters: posters of a campaign are found by its word.
create index poster_campaign on poster (campaign) where campaign <> '';
