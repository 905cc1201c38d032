-- What the library writes for its city: news and pages (decision 203).
create table news_topic (
  id bigint generated always as identity primary key,
  slug text not null unique,
  name text not null,
  name_en text not null,
  position integer not null,
  version integer not null default 0
);
insert into news_topic (slug, name, name_en, position) values
  ('layanan', 'Layanan', 'Services', 0),
  ('kegiatan', 'Kegiatan', 'Programmes', 1),
  ('buku', 'Buku', 'Books', 2),
  ('cerita-warga', 'Cerita warga', 'Stories of people', 3);

create table site_page (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('news', 'page')),
  -- of one library's small site; null: of the whole network
  library_id bigint references library,
  topic_id bigint references news_topic,
  writing_id bigint not null unique references writing,
  slug text not null,
  title text not null,
  title_en text not null,
  summary text not null,
  summary_en text not null,
  byline text not null,
  picture_id bigint references picture,
  state text not null check (state in ('draft', 'submitted', 'approved', 'withdrawn')),
  submitted_by text not null default '',
  submitted_by_id bigint references account on delete set null,
  -- what readers see: a version of the writing, from then until then
  shown_version_id bigint references writing_version,
  publish_at timestamptz,
  expire_at timestamptz,
  -- when readers were told that it changed
  updated_at timestamptz,
  update_note text not null default '',
  -- everybody saw it once, before what it is now
  was_shown boolean not null default false,
  -- what it is found by beside the catalogue, of what is shown: folded words
  found_by text not null default '',
  -- from which data a draft wrote itself; null: somebody wrote it
  drafted_from jsonb,
  draft_key text unique,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  removed_at timestamptz,
  version integer not null default 0,
  check (state <> 'approved' or (shown_version_id is not null and publish_at is not null)),
  check (expire_at is null or publish_at is null or expire_at > publish_at),
  check (kind = 'page' or topic_id is not null)
);
create index site_page_shown on site_page (kind, publish_at desc, id desc) where state = 'approved' and removed_at is null;
create index site_page_library on site_page (library_id) where library_id is not null;
create index site_page_topic on site_page (topic_id) where topic_id is not null;
create index site_page_shown_version on site_page (shown_version_id) where shown_version_id is not null;
create index site_page_picture on site_page (picture_id) where picture_id is not null;
create index site_page_submitted_by on site_page (submitted_by_id) where submitted_by_id is not null;

create index site_page_submitted on site_page (kind, library_id) where submitted_by <> '' and removed_at is null;

-- Every address that was ever given: it leads to the page that had it, also after that has another.
create table site_slug (
  kind text not null check (kind in ('news', 'page')),
  slug text not null,
  page_id bigint not null references site_page on delete cascade,
  given_at timestamptz not null,
  primary key (kind, slug)
);
create index site_slug_page on site_slug (page_id);

create table site_banner (
  id bigint generated always as identity primary key,
  library_id bigint references library,
  words text not null,
  words_en text not null,
  href text not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  created_at timestamptz not null,
  created_by text not null,
  version integer not null default 0,
  check (until_at > from_at)
);
create index site_banner_until on site_banner (until_at);
create index site_banner_library on site_banner (library_id) where library_id is not null;
