-- Module circulation: loan policy, loans, renewals, money lines.

-- One row = the values set for a (library, member category, item type); null in a key = any; null in a value = inherit.
create table loan_policy (
  id bigint generated always as identity primary key,
  library_id bigint references library on delete cascade,
  category_id bigint references member_category on delete cascade,
  item_type text references item_type on delete cascade,
  may_borrow boolean,
  reference_only boolean,
  max_loans integer check (max_loans >= 0),
  loan_length integer check (loan_length > 0),
  loan_unit text check (loan_unit in ('day', 'hour')),
  max_renewals integer check (max_renewals >= 0),
  renewal_length integer check (renewal_length > 0),
  -- whole rupiah; a cap that no rule sets = no cap
  fine_per_day integer check (fine_per_day >= 0),
  fine_cap integer check (fine_cap >= 0),
  grace_days integer check (grace_days >= 0),
  suspension_per_late_day integer check (suspension_per_late_day >= 0),
  max_suspension_days integer check (max_suspension_days >= 0),
  due_mode text check (due_mode in ('count_all', 'skip_closed', 'push_open')),
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  unique nulls not distinct (library_id, category_id, item_type)
);
-- What the product ships with (practice of city libraries: suspension instead of money).
insert into loan_policy (may_borrow, reference_only, max_loans, loan_length, loan_unit, max_renewals, renewal_length,
  fine_per_day, fine_cap, grace_days, suspension_per_late_day, max_suspension_days, due_mode)
values (true, false, 2, 7, 'day', 1, 7, 0, null, 0, 1, 30, 'push_open');
insert into loan_policy (item_type, reference_only) values ('referensi', true), ('lokal', true), ('berkala', true);
insert into loan_policy (category_id, max_loans) select id, 5 from member_category where code = 'guru';
insert into loan_policy (category_id, max_loans, loan_length) select id, 100, 30 from member_category where code = 'lembaga';
insert into loan_policy (category_id, may_borrow) select id, false from member_category where code = 'luar_kota';
insert into loan_policy (category_id, max_loans) select id, 3 from member_category where code = 'umum';

create table loan (
  id bigint generated always as identity primary key,
  item_id bigint not null references item,
  member_id bigint not null references member,
  library_id bigint not null references library,
  loaned_at timestamptz not null,
  due_at timestamptz not null,
  returned_at timestamptz,
  return_library_id bigint references library,
  status text not null default 'open' check (status in ('open', 'returned', 'lost', 'claimed_returned')),
  renewal_count integer not null default 0,
  -- the values that ruled when it was lent: { finePerDay, fineCap, graceDays, suspensionPerLateDay, maxSuspensionDays, dueMode }
  terms jsonb not null,
  loaned_by text not null,
  -- the account at the desk, for undoing its own last scan; null for the system and for the member
  loaned_by_account_id bigint,
  returned_by text,
  returned_by_account_id bigint,
  -- what it was before it came back, so that the return can be undone
  status_before_return text,
  override_reason text,
  -- the members' block that the late return caused, so that undoing the return lifts it again
  suspension_block_id bigint,
  check ((status = 'returned') = (returned_at is not null))
);
-- The database itself refuses a second open loan of a copy.
create unique index loan_one_open_per_item on loan (item_id) where status in ('open', 'claimed_returned');
create index loan_member_open on loan (member_id) where status in ('open', 'claimed_returned');
create index loan_member on loan (member_id, id);
create index loan_due on loan (due_at) where status = 'open';
create index loan_item on loan (item_id, id);
create index loan_desk on loan (library_id, loaned_at);
create index loan_desk_return on loan (return_library_id, returned_at) where returned_at is not null;

create table loan_renewal (
  id bigint generated always as identity primary key,
  loan_id bigint not null references loan on delete cascade,
  renewed_at timestamptz not null,
  due_before timestamptz not null,
  due_after timestamptz not null,
  renewed_by text not null,
  renewed_by_account_id bigint
);
create index loan_renewal_loan on loan_renewal (loan_id);

-- Append-only money lines, whole rupiah; the balance is always their sum (positive = the member owes).
create table charge_line (
  id bigint generated always as identity primary key,
  member_id bigint not null references member,
  loan_id bigint references loan,
  kind text not null check (kind in ('fine', 'lost_item', 'payment', 'waive', 'refund')),
  amount integer not null check (amount <> 0),
  note text,
  at timestamptz not null,
  by_name text not null,
  check ((kind in ('payment', 'waive', 'refund')) = (amount < 0))
);
create index charge_line_member on charge_line (member_id);
