-- Module catalog: what is said at the desk when the copy goes out and when it comes back ("dengan CD").
alter table item add column desk_note text check (desk_note <> '' and length(desk_note) <= 200);
