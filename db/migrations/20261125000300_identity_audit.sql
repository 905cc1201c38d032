-- Module identity: staff accounts, roles and their grants, sessions (also the members'), API tokens.
create table account (
  id bigint generated always as identity primary key,
  username text not null check (username ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  full_name text not null,
  email text,
  password_hash text not null,
  status text not null default 'active' check (status in ('active', 'disabled')),
  locale text not null default 'id' check (locale in ('id', 'en')),
  home_library_id bigint references library,
  failed_count integer not null default 0,
  locked_until timestamptz,
  last_sign_in_at timestamptz,
  is_sample boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index account_username on account (lower(username));

create table role (
  id bigint generated always as identity primary key,
  code text not null unique,
  name_id text not null,
  name_en text not null,
  permissions text[] not null default '{}',
  builtin boolean not null default false,
  version integer not null default 1
);

-- library_id null = network-wide.
create table role_grant (
  id bigint generated always as identity primary key,
  account_id bigint not null references account on delete cascade,
  role_id bigint not null references role on delete cascade,
  library_id bigint references library on delete cascade,
  unique nulls not distinct (account_id, role_id, library_id)
);

-- member_id gets its foreign key in the members' migration.
create table session (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique,
  account_id bigint references account on delete cascade,
  member_id bigint,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ip text,
  user_agent text,
  revoked_at timestamptz,
  check (num_nonnulls(account_id, member_id) = 1)
);
create index session_account on session (account_id) where revoked_at is null;
create index session_member on session (member_id) where revoked_at is null;

create table api_token (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique,
  account_id bigint not null references account on delete cascade,
  name text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);
create index api_token_account on api_token (account_id);

-- The one-time code of the first visit; the row is deleted when the set-up is done.
create table setup_code (
  only_one boolean primary key default true check (only_one),
  code_hash bytea not null,
  created_at timestamptz not null
);

-- Module audit: append-only; the application never updates or deletes a row.
create table audit_event (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('account', 'member', 'system', 'anonymous')),
  actor_id bigint,
  actor_name text not null,
  action text not null,
  entity text not null,
  entity_id text not null,
  library_id bigint,
  before jsonb,
  after jsonb,
  request_id text,
  via text not null
);
create index audit_event_entity on audit_event (entity, entity_id, id);
create index audit_event_actor on audit_event (actor_kind, actor_id, id);
create index audit_event_at on audit_event (at);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit_event is append-only';
end $$;
create trigger audit_event_append_only before update or delete on audit_event
  for each statement execute function audit_is_append_only();
