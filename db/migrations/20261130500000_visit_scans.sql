-- Module visits: scans of a card that are neither an arrival nor a leaving, because they came too soon after one. They count nobody; but
-- when a device without a network sends an earlier scan later, one of them may turn out to be the leaving.
alter table visit add column repeated_at timestamptz[] not null default '{}';
alter table visit add constraint visit_scans_of_cards check (kind = 'member' or repeated_at = '{}');
