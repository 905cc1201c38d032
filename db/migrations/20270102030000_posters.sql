-- Module city/posters: posters, cards and signs, each with a short link for every place where it hangs.
create table poster (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  -- what it is about; more kinds come with what they are about
  subject text not null constraint poster_subject check (subject in ('program', 'notice')),
  -- null: the programme is gone
  program_id bigint references program on delete set null,
  -- where the code of a notice leads: a path of ours, or an address elsewhere
  address text check (address <> ''),
  template text not null,
  format text not null,
  over text not null default '' check (char_length(over) <= 120),
  title text not null check (char_length(title) between 1 and 160),
  time_line text not null default '' check (char_length(time_line) <= 120),
  first_line text not null default '' check (char_length(first_line) <= 160),
  second_line text not null default '' check (char_length(second_line) <= 160),
  -- at the code: what it opens
  call_line text not null check (char_length(call_line) between 1 and 80),
  -- what it shows, for who does not see it; '' = its own words
  alt text not null default '' check (char_length(alt) <= 300),
  -- a name that several posters share: openings of their links are counted together
  campaign text not null default '' check (char_length(campaign) <= 80),
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  -- it is hung no more; its links go on
  archived_at timestamptz,
  version integer not null default 1,
  check (program_id is null or subject = 'program'),
  check ((address is not null) = (subject = 'notice'))
);
create index poster_library on poster (library_id, id);
create index poster_program on poster (program_id) where program_id is not null;

create table poster_place (
  id bigint generated always as identity primary key,
  poster_id bigint not null references poster on delete cascade,
  -- a library, or somewhere else
  library_id bigint references library,
  name text not null check (char_length(name) between 1 and 120),
  -- the name as names are compared, which the rule of the module writes
  name_key text not null check (name_key <> ''),
  -- how it is read there: on paper, on a screen, by which network of people
  channel text not null,
  link_code text not null unique references short_link (code),
  taken_down_at timestamptz
);
-- two who print at once give a place one link
create unique index poster_place_one on poster_place (poster_id, name_key) where taken_down_at is null;
create index poster_place_library on poster_place (library_id) where library_id is not null;

-- Module links: of what several links together are a part, and how they are read ('' = of nothing in particular).
alter table short_link
  add column campaign text not null default '' check (char_length(campaign) <= 80),
  add column channel text not null default '' check (char_length(channel) <= 40);
-- openings of a campaign are counted by it
create index short_link_campaign on short_link (campaign) where campaign <> '';
