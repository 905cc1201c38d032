-- Module members.
create table member_category (
  id bigint generated always as identity primary key,
  code text not null unique,
  name_id text not null,
  name_en text not null,
  min_age integer,
  max_age integer,
  -- null = the card never expires
  validity_months integer check (validity_months > 0),
  sort_order integer not null default 0,
  active boolean not null default true,
  version integer not null default 1
);
insert into member_category (code, name_id, name_en, min_age, max_age, validity_months, sort_order) values
  ('anak', 'Anak (0–12 tahun)', 'Child (0–12)', 0, 12, 12, 1),
  ('pelajar', 'Pelajar', 'Pupil', 6, 20, 12, 2),
  ('mahasiswa', 'Mahasiswa', 'University student', 16, null, 12, 3),
  ('umum', 'Umum', 'General', 13, null, 36, 4),
  ('guru', 'Guru dan ASN', 'Teacher or civil servant', 18, null, 36, 5),
  ('lansia', 'Lansia', 'Senior', 60, null, 36, 6),
  ('luar_kota', 'Luar kota', 'Non-resident', null, null, 12, 7),
  ('lembaga', 'Lembaga (sekolah, TBM, kelurahan)', 'Institution', null, null, 12, 8);

create table member (
  id bigint generated always as identity primary key,
  number text not null unique,
  full_name text not null,
  -- made by the application from the name. folded_name: titles gone, spelling variants folded; equal for one person.
  -- search_name: every word as written (folded) and in its usual spelling, each after a space, for finding by words
  folded_name text not null,
  search_name text collate "C" not null,
  birth_date date,
  sex text check (sex in ('L', 'P')),
  category_id bigint not null references member_category,
  home_library_id bigint not null references library,
  address text,
  rt text,
  rw text,
  kelurahan text,
  kecamatan text,
  city text,
  postal_code text,
  phone text,
  email text,
  institution text,
  class_name text,
  guardian_name text,
  guardian_relation text,
  guardian_phone text,
  joined_on date not null,
  expires_on date,
  notes text,
  photo_key text,
  pin_hash text,
  pin_failed_count integer not null default 0,
  pin_locked_until timestamptz,
  status text not null default 'active' check (status in ('active', 'withdrawn')),
  locale text not null default 'id' check (locale in ('id', 'en')),
  is_sample boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index member_search_name on member using gin (search_name gin_trgm_ops);
create index member_phone on member using gin (regexp_replace(phone, '\D', '', 'g') gin_trgm_ops);
create index member_number_prefix on member (number text_pattern_ops);
create index member_name_order on member (full_name, id);
create index member_birth on member (folded_name, birth_date);
create index member_home on member (home_library_id);

alter table session add constraint session_member_fk foreign key (member_id) references member on delete cascade;

-- A reason why a member may not borrow. until null = until it is lifted. 'suspension' rows come from late returns.
create table member_block (
  id bigint generated always as identity primary key,
  member_id bigint not null references member on delete cascade,
  kind text not null check (kind in ('manual', 'suspension')),
  reason text not null,
  -- the last day on which the block holds, in the library's zone
  until_date date,
  created_at timestamptz not null,
  created_by text not null,
  lifted_at timestamptz,
  lifted_by text
);
create index member_block_open on member_block (member_id) where lifted_at is null;
