-- Module printing: how a library prints, and what it has printed.
create table print_layout (
  library_id bigint not null references library on delete cascade,
  kind text not null check (kind in ('spine', 'item', 'card', 'member', 'sign', 'poster')),
  -- measures in millimetres, type size in points, what is on a label
  layout jsonb not null,
  updated_at timestamptz not null,
  primary key (library_id, kind)
);

-- Labels that were chosen together. The layout is that of the day: printed again they look the same.
create table print_batch (
  id bigint generated always as identity primary key,
  library_id bigint not null references library on delete cascade,
  kind text not null check (kind in ('spine', 'item', 'card', 'member', 'sign', 'poster')),
  layout jsonb not null,
  -- the first label to use on the first sheet, from 1
  start_at integer not null check (start_at >= 1),
  created_at timestamptz not null,
  created_by text not null,
  -- somebody has seen the sheets come out right
  printed_at timestamptz
);
create index print_batch_library on print_batch (library_id, id);

create table print_batch_subject (
  print_batch_id bigint not null references print_batch on delete cascade,
  nth integer not null,
  item_id bigint references item on delete cascade,
  member_id bigint references member on delete cascade,
  space_id bigint references space on delete cascade,
  short_link_id bigint references short_link on delete cascade,
  primary key (print_batch_id, nth),
  check (num_nonnulls(item_id, member_id, space_id, short_link_id) = 1)
);
create index print_batch_subject_item on print_batch_subject (item_id) where item_id is not null;
create index print_batch_subject_member on print_batch_subject (member_id) where member_id is not null;
create index print_batch_subject_space on print_batch_subject (space_id) where space_id is not null;
create index print_batch_subject_link on print_batch_subject (short_link_id) where short_link_id is not null;
