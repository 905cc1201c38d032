-- Module programs: a picture of the programme, and what it shows in words.
alter table program
  add column cover_key text,
  add column cover_alt text not null default '',
  add constraint program_cover_said check ((cover_key is null) = (cover_alt = ''));
