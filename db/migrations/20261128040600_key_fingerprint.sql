-- Platform: by which keys values of this database are sealed. The keys lie beside it (secrets.json, SECRET_KEYS); a fingerprint tells one
-- from another and opens nothing.
create table key_fingerprint (
  key_id text primary key,
  fingerprint bytea not null,
  since timestamptz not null
);
