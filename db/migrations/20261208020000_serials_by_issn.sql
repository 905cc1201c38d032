-- Module catalog: a serial is found by the ISSN that is scanned. Few titles have one.
create index bib_issns on bib using gin (issns) with (fastupdate = off) where issns <> '{}';
