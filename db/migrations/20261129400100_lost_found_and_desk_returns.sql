-- Module circulation: the desk's list of returns goes by when they were written down, which is when the desk did it.
drop index loan_desk_return;
create index loan_desk_return on loan (return_library_id, return_recorded_at) where return_recorded_at is not null;
create index loan_desk_account_return on loan (returned_by_account_id, return_recorded_at)
  where returned_by_account_id is not null and return_recorded_at is not null;
-- Copies that turn up again are looked for every few minutes; a copy that was brought for another one serves once.
create index loan_lost on loan (item_id) where status = 'lost';
create index loan_replacement on loan (replacement_item_id) where replacement_item_id is not null;
