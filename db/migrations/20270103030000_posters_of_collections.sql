-- posters of curated collections, beside those of programmes and notices
alter table poster
  drop constraint poster_subject,
  add constraint poster_subject check (subject in ('program', 'collection', 'notice')),
  -- null: the collection is gone
  add column collection_id bigint references curated_collection on delete set null,
  add check (collection_id is null or subject = 'collection');
create index poster_collection on poster (collection_id) where collection_id is not null;
