-- Module visits: who came to a library. Rows are counted, people are not followed: after some days a job cuts the link to the
-- member and the name of a guest, and what statistics ask for stays.
create table visit (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  kind text not null check (kind in ('member', 'guest', 'group')),
  at timestamptz not null,
  -- where the library records leaving
  left_at timestamptz check (left_at >= at),
  -- another scan of the same card before this instant is the same visit
  counted_until timestamptz not null check (counted_until > at),
  member_id bigint references member on delete set null,
  -- as they were at the visit
  age_group text check (age_group in ('anak', 'remaja', 'dewasa', 'lansia')),
  sex text check (sex in ('L', 'P')),
  occupation text check (occupation <> ''),
  member_category text,
  kelurahan text,
  kecamatan text,
  purpose text check (purpose <> ''),
  guest_name text check (guest_name <> ''),
  -- of a group: the school, the association
  origin text check (origin <> ''),
  girls integer not null default 0 check (girls between 0 and 999),
  boys integer not null default 0 check (boys between 0 and 999),
  women integer not null default 0 check (women between 0 and 999),
  men integer not null default 0 check (men between 0 and 999),
  companions integer not null default 0 check (companions between 0 and 999),
  -- of all of them, so many in wheelchairs
  wheelchairs integer not null default 0 check (wheelchairs >= 0),
  people integer not null generated always as
    (case kind when 'group' then girls + boys + women + men + companions else 1 end) stored,
  -- made by the device, so that what is sent twice is counted once
  nonce text unique check (nonce <> ''),
  via text not null check (via in ('door', 'phone', 'api')),
  check ((case kind when 'group' then girls + boys + women + men + companions else 1 end) > 0),
  check (wheelchairs <= (case kind when 'group' then girls + boys + women + men + companions else 1 end)),
  check (kind = 'group' or girls + boys + women + men + companions = 0),
  check (kind = 'member' or member_id is null),
  check (kind = 'guest' or guest_name is null),
  -- The database itself counts two scans of one card within the time of its library once.
  constraint visit_card_once exclude using gist
    (library_id with =, member_id with =, tstzrange(at, counted_until) with &&) where (member_id is not null)
);
create index visit_day on visit (library_id, at);
create index visit_member on visit (member_id) where member_id is not null;
create index visit_named on visit (at) where member_id is not null or guest_name is not null;

-- How a library counts. Nothing said = the defaults of the module.
create table visit_rule (
  library_id bigint primary key references library,
  -- within so many minutes a card counts once; null = the default
  repeat_minutes integer check (repeat_minutes between 1 and 1440),
  -- the next scan of a card on the same day is the leaving
  records_leaving boolean not null default false,
  -- how often the codes on the door were made new: the older ones lead nowhere
  door_code_serial integer not null default 1
);

-- What a counter at a gate says: so many in and out since it spoke last.
create table gate_count (
  library_id bigint not null references library,
  gate text not null check (gate <> ''),
  counted_at timestamptz not null,
  came_in integer not null check (came_in between 0 and 100000),
  went_out integer not null check (went_out between 0 and 100000),
  primary key (library_id, gate, counted_at)
);

-- Who had set times of keeping already keeps the link between visits and people no longer than others.
update network_setting set value = value || '{"visit_links": 30}'
where key = 'retentionDays' and not value ? 'visit_links';
