-- Module links: short addresses (/q/<code>) that printed QR codes carry, and how often they are opened. Nothing here is about a person.
create table short_link (
  id bigint generated always as identity primary key,
  code text not null unique check (code ~ '^[2-9a-hjkmnp-z]{6}$'),
  kind text not null check (kind in ('item', 'bib', 'space', 'box', 'library', 'poster', 'address')),
  -- for people: what is printed beside the code
  label text not null check (label <> ''),
  -- where it hangs; empty = nowhere in particular
  place text not null default '',
  library_id bigint not null references library on delete cascade,
  -- where it leads: one of these, by kind; a shelf that is gone leaves none
  item_id bigint references item on delete set null,
  bib_id bigint references bib on delete set null,
  space_id bigint references space on delete set null,
  target_library_id bigint references library on delete set null,
  -- a path of ours, or an address elsewhere
  address text check (address <> ''),
  retired_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  check (num_nonnulls(item_id, bib_id, space_id, target_library_id, address) <= 1)
);
create index short_link_library on short_link (library_id, id);
create index short_link_bib on short_link (bib_id) where bib_id is not null;
create index short_link_target_library on short_link (target_library_id) where target_library_id is not null;
-- what is printed again keeps its address
create unique index short_link_one_per_item on short_link (item_id) where retired_at is null;
create unique index short_link_one_per_space on short_link (space_id) where retired_at is null;
-- deletions look for what points at them
create index short_link_item on short_link (item_id) where item_id is not null;
create index short_link_space on short_link (space_id) where space_id is not null;

-- Openings by day (in the zone of the link's library) and by the place where it hung that day.
create table short_link_hit (
  short_link_id bigint not null references short_link on delete cascade,
  hit_on date not null,
  place text not null,
  hits integer not null check (hits > 0),
  primary key (short_link_id, hit_on, place)
);
