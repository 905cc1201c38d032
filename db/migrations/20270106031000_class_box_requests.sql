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

-- What is asked for by a record that is merged is asked for by the one that stays.
create or replace function follow_merged_bib(gone bigint, kept_id bigint) returns void language plpgsql as $$
begin
  delete from reading_list_entry e where e.bib_id = gone
    and exists (select from reading_list_entry kept where kept.list_id = e.list_id and kept.bib_id = kept_id);
  update reading_list_entry set bib_id = kept_id where bib_id = gone;
  delete from review r where r.bib_id = gone
    and exists (select from review kept where kept.member_id = r.member_id and kept.bib_id = kept_id);
  update review set bib_id = kept_id where bib_id = gone;
  delete from reading_history h where h.bib_id = gone
    and exists (select from reading_history kept where kept.member_id = h.member_id and kept.bib_id = kept_id
      and kept.returned_at is not distinct from h.returned_at);
  update reading_history set bib_id = kept_id where bib_id = gone;
  delete from program_reading r where r.bib_id = gone
    and exists (select from program_reading kept where kept.program_id = r.program_id
      and kept.session_id is not distinct from r.session_id and kept.bib_id = kept_id);
  update program_reading set bib_id = kept_id where bib_id = gone;
  update subscription set bib_id = kept_id where bib_id = gone;
  update purchase_order_line set bib_id = kept_id where bib_id = gone;
  update suggestion set bib_id = kept_id where bib_id = gone;
  update donation_book set bib_id = kept_id where bib_id = gone;
  update short_link set bib_id = kept_id where bib_id = gone;
  update help_source set bib_id = kept_id where bib_id = gone;
  delete from curated_record r where r.bib_id = gone
    and exists (select from curated_record kept where kept.collection_id = r.collection_id and kept.bib_id = kept_id);
  update curated_record set bib_id = kept_id where bib_id = gone;
  update bulk_loan_wish set bib_id = kept_id where bib_id = gone;
end $$;

-- Module classes: the box that was asked for last.
alter table learning_class add column box_request_id bigint references bulk_loan_request on delete set null;
create index learning_class_box_request on learning_class (box_request_id) where box_request_id is not null;
