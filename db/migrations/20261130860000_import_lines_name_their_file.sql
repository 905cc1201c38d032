-- A line of a report names the file that it is about: an import of SLiMS brings up to three. null = all of them, and of older lines that
-- nobody knows; where a run has one file, it is that.
alter table import_row add column role text check (role in ('main', 'biblio', 'items', 'members'));
