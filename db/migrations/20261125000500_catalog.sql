-- Module catalog: MARC records, authorities, copies, covers, attachments.
create table bib (
  id bigint generated always as identity primary key,
  -- 001 and 003: the number that the record's maker gave it
  control_number text,
  control_number_source text,
  material text not null check (material in ('buku', 'buku_anak', 'terbitan_berkala', 'audio', 'video', 'peta',
    'karya_ilmiah', 'berkas_digital', 'alat_permainan', 'lainnya')),
  -- the truth: { leader, fields: [...] }; every column below is derived from it by the application
  marc jsonb not null,
  title text not null,
  title_sort text not null,
  subtitle text,
  alternate_titles text[] not null default '{}',
  responsibility text,
  main_author text,
  authors text[] not null default '{}',
  subjects text[] not null default '{}',
  series text[] not null default '{}',
  publisher text,
  place text,
  year integer,
  edition text,
  extent text,
  isbns text[] not null default '{}',
  issns text[] not null default '{}',
  languages text[] not null default '{}',
  ddc text,
  audience text check (audience in ('anak', 'remaja', 'dewasa')),
  summary text,
  notes text[] not null default '{}',
  -- "folded title|first author|year", for finding duplicates and for staff's look-up by words
  duplicate_key text not null,
  -- pictures of the cover in storage: about 320 and 800 pixels wide
  cover_key text,
  cover_large_key text,
  loan_count integer not null default 0,
  hidden boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  deleted_reason text,
  -- set when it was merged into another record: its address leads there
  merged_into_id bigint references bib
);
-- not unique: two makers may use the same numbers
create index bib_control_number on bib (control_number) where deleted_at is null;
create index bib_isbns on bib using gin (isbns);
create index bib_duplicate_key on bib (md5(duplicate_key)) where deleted_at is null;
create index bib_duplicate_key_trgm on bib using gin (duplicate_key gin_trgm_ops);
create index bib_created on bib (created_at desc, id desc) where deleted_at is null;
create index bib_loans on bib (loan_count desc, id) where deleted_at is null;
create index bib_title_sort on bib (title_sort, id) where deleted_at is null;

create table authority (
  id bigint generated always as identity primary key,
  control_number text unique,
  kind text not null check (kind in ('name', 'corporate', 'subject', 'series')),
  heading text not null,
  folded_heading text not null,
  marc jsonb not null,
  note text,
  -- set when this heading was merged into another one
  merged_into_id bigint references authority,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index authority_heading on authority (kind, md5(folded_heading)) where merged_into_id is null;
create index authority_folded_trgm on authority using gin (folded_heading gin_trgm_ops);

-- Other forms of a heading: 'see' = a variant that is not used (4XX), 'see_also' = a related heading (5XX).
create table authority_variant (
  id bigint generated always as identity primary key,
  authority_id bigint not null references authority on delete cascade,
  kind text not null check (kind in ('see', 'see_also')),
  form text not null,
  folded_form text not null,
  related_authority_id bigint references authority on delete set null
);
create index authority_variant_authority on authority_variant (authority_id);
create index authority_variant_form on authority_variant (md5(folded_form));
create index authority_variant_folded on authority_variant using gin (folded_form gin_trgm_ops);

-- Which headings a record uses; derived from $0 and from equal headings whenever the record is written.
create table bib_authority (
  bib_id bigint not null references bib on delete cascade,
  authority_id bigint not null references authority on delete cascade,
  tag text not null,
  primary key (bib_id, authority_id, tag)
);
create index bib_authority_authority on bib_authority (authority_id);

create table item_type (
  code text primary key,
  name_id text not null,
  name_en text not null,
  sort_order integer not null default 0
);
insert into item_type (code, name_id, name_en, sort_order) values
  ('umum', 'Koleksi umum', 'General', 1),
  ('anak', 'Koleksi anak', 'Children', 2),
  ('referensi', 'Referensi', 'Reference', 3),
  ('berkala', 'Terbitan berkala', 'Periodical', 4),
  ('lokal', 'Koleksi lokal dan langka', 'Local and rare', 5),
  ('av', 'Audio dan video', 'Audio and video', 6),
  ('alat', 'Alat dan permainan', 'Tools and games', 7);

create table item (
  id bigint generated always as identity primary key,
  bib_id bigint not null references bib,
  library_id bigint not null references library,
  space_id bigint references space on delete set null,
  barcode text not null unique check (barcode <> ''),
  accession_number text not null,
  call_number text,
  -- shelf order of call_number, computed by the application
  call_number_sort text,
  item_type text not null references item_type,
  status text not null default 'available' check (status in ('available', 'lost', 'damaged', 'repair', 'missing',
    'in_processing', 'withdrawn')),
  -- kept by circulation through the catalogue's door, in the transaction of the loan
  on_loan boolean not null default false,
  source text check (source in ('beli', 'hibah', 'tukar')),
  -- whole rupiah
  price integer check (price >= 0),
  supplier text,
  acquired_on date,
  copy_note text,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (library_id, accession_number),
  check ((status = 'withdrawn') = (withdrawn_at is not null))
);
create index item_bib on item (bib_id);
create index item_shelf on item (library_id, call_number_sort);

create table attachment (
  id bigint generated always as identity primary key,
  bib_id bigint not null references bib on delete cascade,
  title text not null,
  file_key text not null,
  file_name text not null,
  media_type text not null,
  size_bytes bigint not null,
  -- 'public' = anyone; 'members' = any member; 'categories' = only the member categories listed
  access text not null check (access in ('public', 'members', 'categories')),
  category_codes text[] not null default '{}',
  created_at timestamptz not null
);
create index attachment_bib on attachment (bib_id);

create table attachment_download (
  id bigint generated always as identity primary key,
  attachment_id bigint not null references attachment on delete cascade,
  member_category text,
  at timestamptz not null
);
create index attachment_download_at on attachment_download (attachment_id, at);
