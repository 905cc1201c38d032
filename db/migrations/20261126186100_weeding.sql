-- Module stocktake: weeding (penyiangan): a list by rules, a decision for each copy, and the minutes with which they leave.
create table weeding (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  name text not null,
  -- { olderThanYears, unusedYears, maxCopies, conditions, match, classFrom, classTo, itemType } as they were asked for
  rules jsonb not null,
  status text not null default 'open' check (status in ('open', 'done', 'cancelled')),
  created_at timestamptz not null,
  created_by text not null,
  ended_at timestamptz,
  ended_by text,
  minutes_number text unique,
  minutes jsonb,
  check ((status = 'open') = (ended_at is null)),
  check ((status = 'done') = (minutes_number is not null)),
  check ((minutes is null) = (minutes_number is null))
);
create index weeding_library on weeding (library_id, id desc);

create table weeding_item (
  weeding_id bigint not null references weeding on delete cascade,
  item_id bigint not null references item,
  -- why it is on the list: old, unused, duplicate, condition
  grounds text[] not null,
  last_loan_at timestamptz,
  -- no other copy of the title in the network when the list was made
  last_copy boolean not null,
  decision text check (decision in ('keep', 'weed')),
  reason text,
  decided_at timestamptz,
  decided_by text,
  withdrawn_at timestamptz,
  undone_at timestamptz,
  undone_by text,
  primary key (weeding_id, item_id),
  check ((decision is null) = (decided_at is null)),
  check (decision is distinct from 'weed' or reason is not null)
);
create index weeding_item_item on weeding_item (item_id) where withdrawn_at is not null;
