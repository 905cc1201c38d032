-- Module imports: a Koha moves in.
alter table import_run drop constraint import_run_kind_check;
alter table import_run add constraint import_run_kind_check
  check (kind in ('marc', 'marc_authorities', 'slims', 'inlislite_items', 'inlislite_members', 'class_list', 'koha'));

-- The codes of another system that a run has met, and on how many copies or members: people say what each means before anything is written.
create table import_code (
  run_id bigint not null references import_run on delete cascade,
  kind text not null check (kind in ('library', 'item_type', 'category')),
  code text not null,
  count integer not null check (count > 0),
  primary key (run_id, kind, code)
);
