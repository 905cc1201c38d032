-- Module imports: long class lists are runs like those of other systems.
alter table import_run drop constraint import_run_kind_check;
alter table import_run add constraint import_run_kind_check
  check (kind in ('marc', 'marc_authorities', 'slims', 'inlislite_items', 'inlislite_members', 'class_list'));
