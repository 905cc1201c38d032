-- Module acquisition: the key of a delivery that nobody sends again is forgotten, the delivery stays.
alter table purchase_receipt alter column request_key drop not null;
