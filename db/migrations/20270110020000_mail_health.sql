-- Module mail-health: what came back of letters, the key that signs mails, and what the name service says (decision 233).
create table mail_bounce (
  id bigint generated always as identity primary key,
  -- of which letter; it points nowhere, for a report may come after what was sent has been cleared
  mailing_id bigint not null,
  delivery_id bigint not null,
  kind text not null check (kind in ('hard', 'soft', 'blocked', 'complaint')),
  -- RFC 3463, as the mail server said it; '' = it said none
  status text not null default '',
  -- what the mail server said, without addresses; emptied together with the key
  detail text not null default '',
  -- keyed: finds other letters to the same address, and leads to none; null after 90 days
  address_key bytea,
  -- the address gets no more letters by this
  stopped boolean not null default false,
  noted_at timestamptz not null,
  unique (delivery_id, kind)
);
create index mail_bounce_mailing on mail_bounce (mailing_id);
create index mail_bounce_soft on mail_bounce (address_key, noted_at) where kind = 'soft' and address_key is not null;
create index mail_bounce_noted on mail_bounce (noted_at);

-- Keys by which mails are signed (DKIM). At most one signs; one may wait until the name service shows it.
create table mail_key (
  id bigint generated always as identity primary key,
  domain text not null,
  selector text not null,
  -- SubjectPublicKeyInfo, base64: it stands in the name service for everybody
  public_key text not null,
  -- `key id.bytes`, sealed; null: it signs no more, and its record may go
  sealed_key text,
  made_at timestamptz not null,
  made_by text not null,
  -- when the name service first showed it
  shown_at timestamptz,
  -- when another one took its place; its record is needed for a week more
  replaced_at timestamptz,
  unique (domain, selector)
);
-- one that waits, and one in use
create unique index mail_key_waiting on mail_key (domain) where shown_at is null and replaced_at is null;
create unique index mail_key_in_use on mail_key (domain) where shown_at is not null and replaced_at is null;

-- What the name service answered when it was last asked, of each record that is published for our mails.
create table mail_record_check (
  domain text not null,
  -- the name at which the record stands: the domain, _dmarc.…, <selector>._domainkey.…
  name text not null,
  record text not null check (record in ('spf', 'dkim', 'dmarc')),
  state text not null check (state in ('present', 'missing', 'different', 'unreachable')),
  -- why it is not as it should be; '' = it is
  reason text not null default '',
  -- what stood there
  found text[] not null default '{}',
  checked_at timestamptz not null,
  primary key (domain, name, record)
);
