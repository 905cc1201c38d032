-- Module self-service: readers lend to themselves. No row = the library does not offer it.
create table self_service_rule (
  library_id bigint primary key references library,
  -- by a phone, at the shelf
  phone boolean not null default false,
  -- what proves that a reader is in the house
  presence text not null default 'code' check (presence in ('code', 'network', 'either')),
  -- addresses of the house's own network
  networks cidr[] not null default '{}',
  check (presence = 'code' or cardinality(networks) > 0)
);

-- A loan that a reader made alone. Whose it is stands in the loan: when that link is cut, nothing here tells.
create table self_loan (
  loan_id bigint primary key references loan on delete cascade,
  library_id bigint not null references library,
  via text not null check (via in ('phone', 'kiosk')),
  at timestamptz not null,
  -- made by the device, so that what is sent twice lends once
  request_key text unique check (length(request_key) between 8 and 100),
  -- somebody at the door has compared it
  seen_at timestamptz check (seen_at >= at),
  seen_by text check (seen_by <> ''),
  check ((seen_at is null) = (seen_by is null))
);
create index self_loan_door on self_loan (library_id, at desc);
