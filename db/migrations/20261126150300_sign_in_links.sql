-- Module members: a link by e-mail that signs a member in once.
create table sign_in_link (
  -- only the hash is kept
  token_hash bytea primary key,
  member_id bigint not null references member on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_link_member on sign_in_link (member_id);
create index sign_in_link_expired on sign_in_link (expires_at);
