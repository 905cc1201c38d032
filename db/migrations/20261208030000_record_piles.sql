-- Module collection/copying: piles of books that are looked up behind while somebody scans on.
create table record_pile (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  -- what the copies of its books will be
  item_type text not null references item_type,
  source text,
  -- nobody is asked any more until somebody says so
  stopped boolean not null default false,
  created_by text not null,
  created_at timestamptz not null
);
create index record_pile_library on record_pile (library_id, id desc);

create table record_pile_book (
  id bigint generated always as identity primary key,
  pile_id bigint not null references record_pile on delete cascade,
  isbn text not null check (isbn ~ '^\d{13}$'),
  copies integer not null default 1 check (copies between 1 and 50),
  -- waiting: is looked up yet; found, maybe, nothing: what others have; added, left_out: done with
  state text not null default 'waiting' check (state in ('waiting', 'here', 'found', 'maybe', 'nothing', 'added', 'left_out')),
  -- of what was found, as it would be saved
  title text,
  byline text,
  marc jsonb,
  cover text,
  -- catalogues that have it, and those that gave no answer
  sources text[] not null default '{}',
  silent text[] not null default '{}',
  -- of the copies that were added
  barcodes text[] not null default '{}',
  unique (pile_id, isbn)
);
create index record_pile_book_waiting on record_pile_book (pile_id, id) where state = 'waiting';

-- Module libraries: a class of retention that is new gets its days also where days were set before.
update network_setting
  set value = '{"record_piles": 90}'::jsonb || value
  where key = 'retentionDays' and jsonb_typeof(value) = 'object';
