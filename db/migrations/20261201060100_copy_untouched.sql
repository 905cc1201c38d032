-- A copy that was added by mistake can be taken back while nothing points at it. Labels and short links that were made of it count as much as
-- loans do: the database refuses, whoever asks.
alter table print_batch_subject
  drop constraint print_batch_subject_item_id_fkey,
  add constraint print_batch_subject_item_id_fkey foreign key (item_id) references item;
alter table short_link
  drop constraint short_link_item_id_fkey,
  add constraint short_link_item_id_fkey foreign key (item_id) references item;
