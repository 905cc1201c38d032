-- Module serials: what a library subscribes to, and each issue of it.
create table subscription (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  bib_id bigint not null references bib,
  supplier text not null check (length(supplier) between 1 and 200),
  -- of the whole time, whole rupiah
  price bigint check (price between 0 and 2000000000),
  frequency text not null check (frequency in ('daily', 'weekly', 'fortnightly', 'monthly', 'bimonthly', 'quarterly')),
  starts_on date not null,
  ends_on date not null,
  item_type text not null references item_type (code),
  -- each issue becomes a copy; else it is only ticked off
  makes_copies boolean not null,
  -- so many days after its day an issue is late
  grace_days smallint not null default 7 check (grace_days between 0 and 120),
  first_volume integer check (first_volume between 1 and 9999),
  first_number integer not null check (first_number between 1 and 99999),
  -- after so many numbers the next volume begins with 1; null = numbers run on
  numbers_per_volume integer check (numbers_per_volume between 1 and 400),
  created_at timestamptz not null,
  created_by text not null,
  ended_at timestamptz,
  end_reason text check (length(end_reason) between 1 and 300),
  check (starts_on <= ends_on),
  check ((ended_at is null) = (end_reason is null))
);
create index subscription_library on subscription (library_id, id);
create index subscription_bib on subscription (bib_id);

create table serial_issue (
  id bigint generated always as identity primary key,
  subscription_id bigint not null references subscription on delete cascade,
  -- 1 = the first of the subscription
  nth integer not null check (nth >= 1),
  expected_on date not null,
  volume integer,
  number integer not null,
  state text not null default 'expected' check (state in ('expected', 'late', 'received', 'missing', 'bound')),
  received_on date,
  item_id bigint references item,
  claims smallint not null default 0 check (claims >= 0),
  claimed_at timestamptz,
  unique (subscription_id, nth),
  check ((state in ('received', 'bound')) = (received_on is not null))
);
create index serial_issue_expected on serial_issue (expected_on) where state = 'expected';
