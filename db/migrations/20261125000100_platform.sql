-- Extensions and the tables that belong to the platform itself.
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gist;

-- Numbers that people see (member, accession, receipt) are taken from a locked row, never from max() + 1.
create table counter (
  name text not null,
  scope text not null default '',
  value bigint not null default 0,
  primary key (name, scope)
);

-- Attempts per key (sign-in, public forms) in a fixed window. Losing it in a crash only forgets attempts.
create unlogged table rate_limit (
  key text primary key,
  window_start timestamptz not null,
  hits integer not null
);
