-- Module stocktake: what should be on the shelves, what was seen there, and what was made of the difference.
create table stocktake (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  name text not null,
  -- the scope; empty or null = no limit. A room stands for its shelves.
  space_ids bigint[] not null default '{}',
  class_from text,
  class_to text,
  -- the keys between which call numbers of these classes are sorted, computed by the application
  key_from text,
  key_to text,
  item_type text references item_type,
  status text not null default 'open' check (status in ('open', 'approved', 'cancelled')),
  started_at timestamptz not null,
  started_by text not null,
  ended_at timestamptz,
  ended_by text,
  -- of the minutes (berita acara), taken when it is approved
  minutes_number text unique,
  -- the minutes as they were signed: letterhead, signature, counts
  minutes jsonb,
  check ((status = 'open') = (ended_at is null)),
  check ((status = 'approved') = (minutes_number is not null)),
  check ((minutes is null) = (minutes_number is null))
);
create index stocktake_library on stocktake (library_id, id desc);

-- What was expected when it started; a copy that joined the collection meanwhile joins the list when it is seen.
create table stocktake_item (
  stocktake_id bigint not null references stocktake on delete cascade,
  item_id bigint not null references item,
  expected_space_id bigint references space on delete set null,
  call_number_sort text,
  -- its state when it was listed
  status text not null,
  on_loan boolean not null,
  primary key (stocktake_id, item_id)
);
create index stocktake_item_shelf on stocktake_item (stocktake_id, expected_space_id);

-- Every scan, as it was read; nothing is ever overwritten. The nonce of the phone makes sure that one that is sent twice is kept once.
create table stocktake_scan (
  id bigint generated always as identity primary key,
  stocktake_id bigint not null references stocktake on delete cascade,
  nonce uuid not null,
  barcode text not null check (barcode <> ''),
  -- null = nobody knows this code
  item_id bigint references item,
  -- where the phone stood
  space_id bigint references space on delete set null,
  device text not null,
  scanned_at timestamptz not null,
  received_at timestamptz not null,
  scanned_by text not null,
  outcome text not null check (outcome in ('found', 'misplaced', 'on_loan', 'set_aside', 'found_again', 'unknown', 'withdrawn',
    'out_of_scope')),
  -- a misplaced copy was carried to its shelf
  moved boolean not null default false,
  undone_at timestamptz,
  unique (stocktake_id, nonce)
);
create index stocktake_scan_item on stocktake_scan (stocktake_id, item_id, scanned_at desc, id desc) where undone_at is null;
create index stocktake_scan_device on stocktake_scan (stocktake_id, device, id desc) where undone_at is null;

-- Shelves that somebody declared finished.
create table stocktake_shelf (
  stocktake_id bigint not null references stocktake on delete cascade,
  space_id bigint not null references space on delete cascade,
  done_at timestamptz not null,
  done_by text not null,
  primary key (stocktake_id, space_id)
);

-- What the approval changed, copy by copy, so that each can be taken back.
create table stocktake_result (
  stocktake_id bigint not null references stocktake on delete cascade,
  item_id bigint not null references item,
  kind text not null check (kind in ('missing', 'found_again', 'shelf')),
  status_before text not null,
  space_before bigint references space on delete set null,
  space_after bigint references space on delete set null,
  undone_at timestamptz,
  undone_by text,
  primary key (stocktake_id, item_id)
);
