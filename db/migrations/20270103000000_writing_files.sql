-- Files and recordings of writings, kept as they came: judged by their bytes, named by us (decision 204).
create table writing_file (
  id bigint generated always as identity primary key,
  -- whose staff brought it; null: the office of the network
  library_id bigint references library,
  kind text not null check (kind in ('file', 'audio', 'video')),
  media_type text not null,
  -- what it is, as a first word for whoever uses it
  title text not null,
  -- under which name it is saved by whoever takes it along
  file_name text not null,
  key text not null unique,
  size_bytes integer not null check (size_bytes > 0),
  -- what is said in a recording, in WebVTT
  captions_key text unique,
  captions_en_key text unique,
  version integer not null default 0,
  added_at timestamptz not null,
  added_by text not null,
  hidden_at timestamptz
);
create index writing_file_library on writing_file (library_id, id);
