-- A merging that was sent with a key of the sender's is found by it when it is sent again.
create index bib_merge_key on bib ((carried->>'key')) where carried is not null;
