-- Module libraries: what a reader finds in the house beside books (kinds: client.ts), in the order in which it is told.
alter table library add column facilities text[] not null default '{}' check (cardinality(facilities) <= 50);

-- Module reading: public lists that a librarian shows on the home page, chosen last first; null = not chosen.
alter table reading_list add column picked_at timestamptz;
create index reading_list_picked on reading_list (picked_at desc) where picked_at is not null;
