-- Acts by time, for the nightly count (ground/facts). Rows of these tables lie in the order in which they came, so an index of ranges of pages
-- (BRIN) finds a month of them: 24 kB for half a million rows, an insert writes to it only where a range grows, and it keeps no update from
-- staying on its page.
create index charge_line_when on charge_line using brin (at) with (pages_per_range = 32, autosummarize = on);
create index delivery_finished on delivery using brin (finished_at) with (pages_per_range = 32, autosummarize = on);
create index digital_loan_borrowed on digital_loan using brin (borrowed_at) with (pages_per_range = 32, autosummarize = on);
create index hold_ended on hold using brin (ended_at) with (pages_per_range = 32, autosummarize = on);
create index hold_placed on hold using brin (placed_at) with (pages_per_range = 32, autosummarize = on);
create index loan_renewal_when on loan_renewal using brin (renewed_at) with (pages_per_range = 32, autosummarize = on);
create index loan_returned on loan using brin (returned_at) with (pages_per_range = 32, autosummarize = on);
create index locker_use_started on locker_use using brin (started_at) with (pages_per_range = 32, autosummarize = on);
create index program_attendance_came on program_attendance using brin (came_at) with (pages_per_range = 32, autosummarize = on);
create index short_link_hit_day on short_link_hit using brin (hit_on) with (pages_per_range = 32, autosummarize = on);
create index transit_received on transit using brin (received_at) with (pages_per_range = 32, autosummarize = on);
create index item_created on item using brin (created_at) with (pages_per_range = 32, autosummarize = on);

-- These days are as they were entered, in no order. A copy that is added writes one entry more (3.6 MB for half a million copies), a card that is
-- renewed too; lending and returning write none.
create index item_acquired on item (acquired_on);
create index item_withdrawn on item (withdrawn_at) where withdrawn_at is not null;
create index member_expires on member (expires_on) where expires_on is not null;
