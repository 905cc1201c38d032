-- Module circulation: copies that were read in the library by whoever it was: found on a table and scanned, no person and no card.
create table reading_use (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  item_id bigint not null references item,
  -- the collection it belonged to that day
  item_type text not null references item_type,
  counted_at timestamptz not null
);
create index reading_use_counted on reading_use (library_id, counted_at);
create index reading_use_item on reading_use (item_id, counted_at desc);
