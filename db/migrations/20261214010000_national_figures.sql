-- Module insights/methods: what people enter for national forms. A value that is corrected stays beside the newer one (replaced_at).
create table method_value (
  id bigint generated always as identity primary key,
  -- constants are of one pack (its key); all other values are shared by the packs that ask for them ('')
  pack text not null default '',
  input text not null,
  -- null = of the whole network
  library_id bigint references library (id),
  year integer not null check (year between 1900 and 2200),
  value numeric(18, 6) not null check (value >= 0),
  -- where it stands: a register, a letter, a decree
  source text not null,
  entered_by text not null,
  entered_at timestamptz not null,
  -- by whom else: staff who are signed in, or who was asked by a link
  way text not null default 'staff' check (way in ('staff', 'link')),
  replaced_at timestamptz,
  check (replaced_at is null or replaced_at >= entered_at)
);
create unique index method_value_stands on method_value (pack, input, coalesce(library_id, 0), year) where replaced_at is null;
create index method_value_library on method_value (library_id);

-- Residents by kelurahan, or of the whole city (kelurahan = ''), with the source that counted them.
create table method_population (
  id bigint generated always as identity primary key,
  kelurahan text not null,
  kecamatan text not null default '',
  year integer not null check (year between 1900 and 2200),
  people integer not null check (people > 0),
  source text not null,
  entered_by text not null,
  entered_at timestamptz not null,
  replaced_at timestamptz,
  check (kelurahan <> '' or kecamatan = ''),
  check (replaced_at is null or replaced_at >= entered_at)
);
create unique index method_population_stands on method_population (lower(kelurahan), lower(kecamatan), year) where replaced_at is null;

-- A question for one missing value, answered by a link without an account: once, for this value, until it expires.
create table method_request (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique,
  pack text not null default '',
  -- the pack whose words ask
  asked_for text not null,
  input text not null,
  library_id bigint references library (id),
  year integer not null check (year between 1900 and 2200),
  asked_of text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > asked_at),
  answered_at timestamptz,
  withdrawn_at timestamptz,
  check (answered_at is null or withdrawn_at is null)
);
create index method_request_library on method_request (library_id);
create index method_request_of on method_request (input, year);

-- A result as it was reported: inputs and figures of that day. Later methods and corrections change nothing in it.
create table method_report (
  id bigint generated always as identity primary key,
  pack text not null,
  year integer not null check (year between 1900 and 2200),
  result jsonb not null,
  kept_by text not null,
  kept_at timestamptz not null
);
create index method_report_pack on method_report (pack, year, id);
