-- Module members: the national identity number (NIK), apart from the member's row so that no list or trace carries it along.
create table member_identity (
  member_id bigint primary key references member on delete cascade,
  -- AES-256-GCM by the key named beside it: nonce, tag, text
  nik_sealed bytea not null,
  -- HMAC under the same key: one person, one card
  nik_hash bytea not null unique,
  key_id text not null,
  nik_last4 text not null check (nik_last4 ~ '^\d{4}$'),
  -- what of the member's record the number contradicts: 'birth_date', 'sex', 'shape'; a warning, never a refusal
  nik_mismatch text[] not null default '{}',
  updated_at timestamptz not null
);
