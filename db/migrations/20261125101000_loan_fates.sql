-- Module circulation: loans in the reading room, what becomes of a copy that does not simply come back, running fines.
alter table loan
  -- read in the library, due when it closes
  add on_site boolean not null default false,
  -- when the return was written down; returned_at is when the copy was back, which may be earlier (book drop)
  add return_recorded_at timestamptz,
  -- the member says that it was brought back; from then on it grows no later
  add claimed_at timestamptz,
  add claimed_note text,
  -- the new copy that was brought instead of this one
  add replacement_item_id bigint references item;
update loan set return_recorded_at = returned_at where returned_at is not null;

alter table loan_renewal
  add automatic boolean not null default false,
  -- whole rupiah: what was late before this renewal cost
  add fine integer not null default 0 check (fine >= 0);

-- What an overdue loan cost so far: one row for each charge period that was charged. A job that runs again adds none.
create table loan_fine (
  loan_id bigint not null references loan on delete cascade,
  due_at timestamptz not null,
  periods integer not null check (periods > 0),
  -- whole rupiah: the fine of the loan after this period
  total integer not null check (total >= 0),
  charged_at timestamptz not null,
  primary key (loan_id, due_at, periods)
);
