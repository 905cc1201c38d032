-- A reader has put the copy into a return box. The loan goes on until staff take it out, and then ends at this instant.
alter table loan add column dropped_at timestamptz check (dropped_at >= loaned_at);

alter table self_service_rule
  add column return_box boolean not null default false,
  -- a box outside the house is used when nobody can show a room's code
  add column drop_presence boolean not null default true;

-- Module self-service: what readers said that they put into a return box. Whose it is stands in the loan.
create table return_drop (
  id bigint generated always as identity primary key,
  loan_id bigint not null references loan on delete cascade,
  library_id bigint not null references library,
  dropped_at timestamptz not null,
  via text not null check (via in ('phone', 'kiosk')),
  -- staff have emptied the box, and it was not in it
  missing_at timestamptz check (missing_at >= dropped_at),
  missing_by text check (missing_by <> ''),
  check ((missing_at is null) = (missing_by is null))
);
create unique index return_drop_one_open on return_drop (loan_id) where missing_at is null;
create index return_drop_box on return_drop (library_id, dropped_at) where missing_at is null;
