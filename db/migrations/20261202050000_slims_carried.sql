-- Module moving/slims: which row of a SLiMS database became which record or copy. Written in the transaction that makes it, so that a migration that
-- was interrupted, or is run again, brings no row twice.
create table slims_carried (
  -- id of the library whose SLiMS it was: numbers of two libraries are other numbers
  source text not null,
  table_name text not null check (table_name in ('biblio', 'item')),
  slims_id bigint not null,
  -- bib.id, item.id; it stays when that is gone, so that what was deleted here does not come back
  became_id bigint not null,
  primary key (source, table_name, slims_id)
);
