-- Module stocktake: one that another system has finished comes as a closed one with what it found. It has no minutes of this house.
alter table stocktake add column brought jsonb;
alter table stocktake drop constraint stocktake_check1;
alter table stocktake add check ((status = 'approved' and brought is null) = (minutes_number is not null));
alter table stocktake add check (brought is null or status = 'approved');
-- what that system said of the copy; it is not computed from scans, for there are none
alter table stocktake_item add column brought_state text check (brought_state in ('found', 'lent', 'elsewhere', 'not_found'));
