-- Module letters: warnings of a whole library are work that may be interrupted; what it issued is known by the work.
alter table letter add column round text;
create index letter_round on letter (library_id, round) where round is not null;
