-- Module letters: official letters as they were issued, numbered, and verifiable by a code.
create table letter (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('clearance', 'warning')),
  number text not null unique,
  -- of the address /periksa/<code>; says nothing about the person
  code text not null unique,
  member_id bigint not null references member,
  library_id bigint not null references library,
  -- warnings: first, second, third
  level smallint check (level between 1 and 3),
  issued_at timestamptz not null,
  issued_by text not null,
  -- what the letter says, as issued: names, titles, letterhead, signature
  content jsonb not null,
  revoked_at timestamptz,
  revoked_by text,
  revoked_reason text,
  check ((kind = 'warning') = (level is not null)),
  check (num_nulls(revoked_at, revoked_by, revoked_reason) in (0, 3))
);
create index letter_member on letter (member_id, id);
create index letter_library on letter (library_id, id);
