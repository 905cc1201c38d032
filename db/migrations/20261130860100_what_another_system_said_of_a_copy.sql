-- Subfields of another system's 952 that a copy here has no place for, [{code, value}] in their order: they come out with the copy again.
alter table item add column source_subfields jsonb;
