-- Module catalog: notes of a copy as another system's 952 brought them, {note, subfields: [{code, value}]}. As long as the note here is the one
-- that was made of them, they come out instead of it.
alter table item add column source_notes jsonb;
