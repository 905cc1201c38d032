-- A writing is a list of blocks: data, never HTML (decision 200). Whose it is, the module knows that keeps its id.
create table writing (
  id bigint generated always as identity primary key,
  created_at timestamptz not null,
  -- goes up with every change of any of its blocks: what stands can be compared with what was kept
  revision integer not null default 0
);

create table writing_block (
  id bigint generated always as identity primary key,
  writing_id bigint not null references writing on delete cascade,
  position integer not null check (position >= 0),
  body jsonb not null,
  -- the same block in English; null: not translated
  english jsonb,
  version integer not null default 0,
  changed_at timestamptz not null,
  changed_by text not null,
  -- taken out; it can be put back until the writing is kept as a version
  removed_at timestamptz,
  -- who has it in hand, and until when nobody else should
  leased_by bigint references account on delete set null,
  leased_name text not null default '',
  leased_until timestamptz
);
create index writing_block_writing on writing_block (writing_id, position);
create index writing_block_leased_by on writing_block (leased_by) where leased_by is not null;

create table writing_version (
  id bigint generated always as identity primary key,
  writing_id bigint not null references writing on delete cascade,
  number integer not null check (number > 0),
  revision integer not null,
  -- what its owner keeps with it: title, summary
  head jsonb not null,
  -- [{ body, english }]
  blocks jsonb not null,
  made_at timestamptz not null,
  made_by text not null,
  unique (writing_id, number)
);

-- Pictures of writings, made anew by us; files in sizes and formats for the browser to choose from.
create table picture (
  id bigint generated always as identity primary key,
  -- whose staff brought it; null: the office of the network
  library_id bigint references library,
  -- what it shows, as a first word for whoever uses it
  alt text not null,
  credit text not null,
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  -- what must stay in sight where it is cut, in hundredths from left and top
  focus_x smallint not null default 50 check (focus_x between 0 and 100),
  focus_y smallint not null default 50 check (focus_y between 0 and 100),
  version integer not null default 0,
  added_at timestamptz not null,
  added_by text not null,
  hidden_at timestamptz
);
create index picture_library on picture (library_id, id);

create table picture_file (
  picture_id bigint not null references picture on delete cascade,
  format text not null check (format in ('avif', 'webp', 'jpeg')),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  key text not null unique,
  size_bytes integer not null,
  primary key (picture_id, format, width)
);
