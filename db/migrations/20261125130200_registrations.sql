-- Module members: people who register themselves in the web, until a librarian has seen them.
create table registration (
  id bigint generated always as identity primary key,
  -- what the applicant names at the desk: D-00012
  number text not null unique,
  -- the applicant's browser holds the token in a cookie; never in an address
  token_hash bytea not null unique,
  status text not null check (status in ('draft', 'submitted', 'approved', 'rejected')),
  -- what the form asked; taken out when it was decided
  person jsonb,
  nik_sealed bytea,
  nik_key_id text,
  nik_last4 text,
  -- purposes that were allowed on the form
  consents text[] not null default '{}',
  -- a script of the form has done its proof of work
  proven boolean not null default false,
  code_hash bytea,
  code_sent_at timestamptz,
  code_failed integer not null default 0,
  email_confirmed_at timestamptz,
  home_library_id bigint not null references library,
  locale text not null default 'id' check (locale in ('id', 'en')),
  created_at timestamptz not null,
  submitted_at timestamptz,
  decided_at timestamptz,
  decided_by text,
  reason text,
  member_id bigint references member
);
create index registration_pending on registration (submitted_at) where status = 'submitted';
create index registration_member on registration (member_id) where member_id is not null;
