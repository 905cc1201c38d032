-- Module channels: accounts outside in which the library speaks, and how each is reached (decision 236).
create table channel_account (
  id bigint generated always as identity primary key,
  kind text not null check (
    kind in ('telegram', 'mastodon', 'bluesky', 'facebook', 'instagram', 'x', 'webhook', 'whatsapp_channel', 'other')
  ),
  name text not null check (name <> ''),
  -- null: of the whole network
  library_id bigint references library,
  enabled boolean not null,
  -- how it is reached, without secrets
  settings jsonb not null,
  -- by their names, each sealed by a key of this installation
  secrets jsonb not null default '{}',
  -- the last day of its permission; null: it has none, or nobody knows
  expires_on date,
  -- since when the channel refuses its permission; null: it did not when it was last spoken to
  refused_at timestamptz,
  -- who we are there, as the channel said when it was last tried
  seen_as text not null default '',
  tried_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  -- put away: its secrets are gone with it
  archived_at timestamptz check (archived_at is null or secrets = '{}'),
  version integer not null default 1
);
create index channel_account_library on channel_account (library_id) where library_id is not null;
