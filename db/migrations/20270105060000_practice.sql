-- Module practice: a throw-away copy of the sample city in which trainees work (decision 216). Rows of these tables stand in the
-- database of that copy and go with it; in the real one they stay empty.
create table practice_seat (
  seat smallint primary key check (seat between 1 and 10),
  -- as whom the trainee works there
  account_id bigint not null unique references account on delete cascade,
  -- who sits here: an account of the real network, which is another database
  holder bigint unique,
  holder_name text not null default '',
  entered_at timestamptz,
  -- what is to be worked with, of each seat its own: ten do the same at once
  lend_member text not null,
  lend_item text not null,
  return_item text not null,
  ticket_id bigint not null references ticket on delete cascade,
  ticket_number text not null,
  check ((holder is null) = (entered_at is null))
);
create index practice_seat_ticket on practice_seat (ticket_id);

-- Opens the door once, for some minutes.
create table practice_pass (
  token_hash bytea primary key check (length(token_hash) = 32),
  seat smallint not null references practice_seat on delete cascade,
  expires_at timestamptz not null
);
create index practice_pass_seat on practice_pass (seat);

-- When whoever sits there took a task of a lesson; the task stands in the real network.
create table practice_taking (
  seat smallint not null references practice_seat on delete cascade,
  task bigint not null,
  taken_at timestamptz not null,
  primary key (seat, task)
);
