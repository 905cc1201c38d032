-- Module bulk-loans: another unit asks for a box; the library that is asked packs it or says why not (decision 220).
create table bulk_loan_request (
  id bigint generated always as identity primary key,
  -- who is asked to lend
  library_id bigint not null references library,
  receiver_library_id bigint not null references library,
  purpose text not null,
  note text not null,
  starts_on date not null,
  due_on date not null,
  state text not null check (state in ('asked', 'accepted', 'declined', 'withdrawn')),
  -- who asked, and answers for the copies
  asked_by text not null,
  contact text not null,
  asked_at timestamptz not null,
  answered_at timestamptz,
  answered_by text,
  answer text not null default '',
  -- the box that was packed for it
  bulk_loan_id bigint unique references bulk_loan on delete set null,
  check (receiver_library_id <> library_id),
  check (starts_on <= due_on),
  check ((state = 'asked') = (answered_at is null)),
  check (bulk_loan_id is null or state = 'accepted')
);
create index bulk_loan_request_waiting on bulk_loan_request (library_id, asked_at) where state = 'asked';
create index bulk_loan_request_receiver on bulk_loan_request (receiver_library_id);

-- What is to be in it, in the order in which it was asked for: a record, or a title in words.
create table bulk_loan_wish (
  request_id bigint not null references bulk_loan_request on delete cascade,
  nth integer not null check (nth > 0),
  bib_id bigint references bib on delete set null,
  title text not null check (title <> ''),
  primary key (request_id, nth)
);
create index bulk_loan_wish_bib on bulk_loan_wish (bib_id) where bib_id is not null;

-- Module classes: the box that was asked for last.
alter table learning_class add column box_request_id bigint references bulk_loan_request on delete set null;
create index learning_class_box_request on learning_class (box_request_id) where box_request_id is not null;
