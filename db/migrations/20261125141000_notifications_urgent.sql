-- Module notifications: an answer to what the member just did is told at once, also in quiet hours.
alter table delivery add column urgent boolean not null default false;
