-- Module collection/copying: other catalogues from which records are copied.
create table record_source (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('sru', 'openlibrary')),
  name text not null check (name <> ''),
  address text not null check (address ~ '^https?://'),
  -- of SRU: how the catalogue calls MARCXML, and the indexes in which ISBN and title stand
  sru_version text not null default '1.1' check (sru_version in ('1.1', '1.2')),
  record_schema text not null default 'marcxml',
  isbn_index text not null default 'bath.isbn',
  title_index text not null default 'dc.title',
  active boolean not null default true,
  sort_order integer not null default 0,
  -- when it last answered to a trial; null = nobody has tried this address yet
  answered_at timestamptz,
  version integer not null default 1
);
create unique index record_source_name on record_source (lower(name));

-- what is known of them stands in publications; no answer was seen from any of them, which the page says
insert into record_source (kind, name, address, sort_order) values
  ('sru', 'Perpusnas', 'https://opac.perpusnas.go.id/sru.aspx', 10),
  ('sru', 'Library of Congress', 'http://z3950.loc.gov:7090/voyager', 20),
  ('openlibrary', 'Open Library', 'https://openlibrary.org', 30);
