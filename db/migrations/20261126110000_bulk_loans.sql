-- Module catalog: a copy that is packed into, or away in, a bulk loan; and whose a copy is that stands in another unit for a time.
alter table item drop constraint item_set_aside_check;
alter table item add constraint item_set_aside_check check (set_aside in ('in_transit', 'waiting', 'bulk_loan'));
-- null = the library in which it stands owns it
alter table item add column owner_library_id bigint references library;
alter table item add constraint item_owner_elsewhere check (owner_library_id <> library_id);

-- Module bulk-loans: many copies to one borrower under one agreement, box by box.
create table bulk_loan (
  id bigint generated always as identity primary key,
  number text not null unique,
  library_id bigint not null references library,
  -- to a unit of the network (which lends the copies on), or to an institution that is a member
  receiver_library_id bigint references library,
  receiver_member_id bigint references member,
  contact_name text not null,
  contact_phone text not null default '',
  purpose text not null default '',
  starts_on date not null,
  -- the last day, in the zone of the library that lends
  due_on date not null,
  status text not null default 'packing'
    check (status in ('packing', 'open', 'partly_returned', 'closed', 'cancelled')),
  created_at timestamptz not null,
  created_by text not null,
  ended_at timestamptz,
  check (num_nonnulls(receiver_library_id, receiver_member_id) = 1),
  check (receiver_library_id <> library_id),
  check (starts_on <= due_on),
  check ((status in ('closed', 'cancelled')) = (ended_at is not null))
);
create index bulk_loan_running on bulk_loan (library_id, due_on) where ended_at is null;
create index bulk_loan_member on bulk_loan (receiver_member_id) where receiver_member_id is not null;

create table bulk_loan_box (
  id bigint generated always as identity primary key,
  bulk_loan_id bigint not null references bulk_loan,
  nth integer not null check (nth > 0),
  -- on the label and in its QR code
  code text not null unique,
  note text not null default '',
  -- null = still here, being packed
  handed_over_at timestamptz,
  handed_over_by text,
  unique (bulk_loan_id, nth)
);

create table bulk_loan_item (
  id bigint generated always as identity primary key,
  box_id bigint not null references bulk_loan_box,
  item_id bigint not null references item,
  -- the shelf to which it goes back
  home_space_id bigint references space on delete set null,
  scanned_at timestamptz not null,
  scanned_by text not null,
  -- how it ended; null = it is packed or away. claimed = the borrower says that it was brought back
  fate text check (fate in ('returned', 'lost', 'claimed')),
  ended_at timestamptz,
  ended_by text,
  return_library_id bigint references library,
  check ((fate is null) = (ended_at is null))
);
-- The database itself refuses one copy in two boxes.
create unique index bulk_loan_one_box_per_copy on bulk_loan_item (item_id) where ended_at is null;
create index bulk_loan_item_box on bulk_loan_item (box_id, id);
