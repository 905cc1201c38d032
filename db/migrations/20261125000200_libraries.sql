-- Module libraries: the network, its units, their hours and closed days, their rooms and shelves.
create table network_setting (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

create table library (
  id bigint generated always as identity primary key,
  code text not null unique check (code ~ '^[A-Z0-9-]{2,20}$'),
  name text not null,
  type text not null check (type in ('pusat', 'cabang', 'kelurahan', 'sekolah', 'tbm', 'keliling', 'khusus')),
  npp text,
  address text,
  kelurahan text,
  kecamatan text,
  city text,
  postal_code text,
  phone text,
  email text,
  latitude double precision,
  longitude double precision,
  time_zone text not null default 'Asia/Jakarta',
  description text,
  active boolean not null default true,
  sort_order integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Minutes from midnight in the library's own zone; ISO weekday 1 = Monday. Intervals of one day never overlap.
create table opening_interval (
  id bigint generated always as identity primary key,
  library_id bigint not null references library on delete cascade,
  weekday integer not null check (weekday between 1 and 7),
  opens_minute integer not null check (opens_minute between 0 and 1439),
  closes_minute integer not null check (closes_minute between 1 and 1440),
  check (opens_minute < closes_minute),
  exclude using gist (library_id with =, weekday with =, int4range(opens_minute, closes_minute) with &&)
);

-- library_id null = the whole network.
create table closed_day (
  id bigint generated always as identity primary key,
  library_id bigint references library on delete cascade,
  date_from date not null,
  date_to date not null,
  type text not null check (type in ('nasional', 'cuti_bersama', 'daerah', 'penutupan')),
  reason text not null,
  source text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  check (date_from <= date_to)
);
create index closed_day_range on closed_day (date_from, date_to);

create table space (
  id bigint generated always as identity primary key,
  library_id bigint not null references library on delete cascade,
  parent_id bigint references space on delete cascade,
  kind text not null check (kind in ('ruang', 'rak')),
  code text not null,
  name text not null,
  ddc_from text,
  ddc_to text,
  sort_order integer not null default 0,
  version integer not null default 1,
  unique (library_id, code)
);
