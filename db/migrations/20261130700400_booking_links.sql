-- Module bookings: who had booked what is forgotten as who borrowed it is (class `booking_links`); that something was booked stays. Without this
-- a booking told whose a loan had been that was cut from its reader long ago.
alter table booking alter member_id drop not null;
alter table booking add constraint booking_of_somebody check (member_id is not null or ended_at is not null);

update network_setting set value = '{"booking_links": 90}'::jsonb || value
where key = 'retentionDays' and jsonb_typeof(value) = 'object';
