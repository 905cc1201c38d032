-- What waits for staff is counted at every look at their first page, for years of work that is done: by what is not done yet alone.
create index heavy_work_failed on heavy_work (ended_at) where state = 'failed';
create index bulk_loan_away on bulk_loan (library_id, due_on) where status in ('open', 'partly_returned');
create index print_batch_to_print on print_batch (library_id, created_at) where printed_at is null;
create index stocktake_open on stocktake (library_id, started_at) where status = 'open';
create index weeding_open on weeding (library_id, created_at) where status = 'open';
create index purchase_order_to_come on purchase_order (library_id, ordered_at) where status in ('ordered', 'partly_received');
