-- Module program-papers: photographs of an activity, printed in its report. They belong to the programme and go with it.
create table program_photo (
  id bigint generated always as identity primary key,
  program_id bigint not null references program on delete cascade,
  -- in the order of the report; gaps are allowed
  position integer not null check (position >= 1),
  file_key text not null unique,
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  size_bytes bigint not null check (size_bytes > 0),
  caption text not null check (caption <> ''),
  added_at timestamptz not null,
  -- who said that those who can be recognised agreed; without that no photograph is kept
  agreed_by text not null,
  unique (program_id, position) deferrable initially deferred
);
