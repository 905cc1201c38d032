-- Platform: work that came with an input of its own in storage cannot be begun anew once it has ended: the input is gone by then.
alter table heavy_work add column input_stored boolean not null default false;
update heavy_work set input_stored = lane = 'papers' or input_key is not null or kind = 'imports.class_list';
