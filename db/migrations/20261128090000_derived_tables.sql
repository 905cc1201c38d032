-- What is made again from the rest needs no place in a backup: its table says so, and a backup passes it by.
comment on table search_generation is 'derived: the index over the catalogue';
comment on table search_posting is 'derived: the index over the catalogue';
comment on table search_column is 'derived: the index over the catalogue';
comment on table search_change is 'derived: what the index has to look at again';
