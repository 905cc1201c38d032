-- Module partners: what was agreed in writing with a partner (MoU, PKS), by both sides (decision 222).
create table agreement (
  id bigint generated always as identity primary key,
  partner_id bigint not null references partner,
  -- our side
  library_id bigint not null references library,
  kind text not null check (kind in ('mou', 'pks')),
  number text not null default '',
  title text not null check (title <> ''),
  title_en text not null default '',
  scope text not null default '',
  scope_en text not null default '',
  from_on date not null,
  until_on date not null,
  state text not null check (state in ('draft', 'sent', 'signed', 'ended')),
  sent_on date,
  signed_on date,
  -- who signs, as it stands on the paper
  our_signer text not null default '',
  our_office text not null default '',
  their_signer_id bigint references partner_person on delete set null,
  -- what was signed, as it came
  file_key text unique,
  file_type text,
  file_bytes integer,
  ended_on date,
  end_reason text not null default '',
  -- the agreement that it goes on with: one has one successor
  follows_id bigint unique references agreement,
  -- the alarm that somebody has seen to: 90, 60 or 30 days before the end
  alarm_seen integer check (alarm_seen in (90, 60, 30)),
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  check (until_on >= from_on),
  check (state <> 'draft' or (sent_on is null and signed_on is null)),
  check (state <> 'sent' or (sent_on is not null and signed_on is null)),
  check (state <> 'signed' or signed_on is not null),
  -- one that was signed before there was this system may lie in a cupboard
  check (file_key is null or signed_on is not null),
  check ((file_key is null) = (file_type is null) and (file_key is null) = (file_bytes is null)),
  check ((state = 'ended') = (ended_on is not null)),
  check ((state = 'ended') = (end_reason <> '')),
  check (follows_id <> id)
);
create index agreement_partner on agreement (partner_id);
create index agreement_library on agreement (library_id);
create index agreement_their_signer on agreement (their_signer_id) where their_signer_id is not null;
create index agreement_end on agreement (until_on) where state = 'signed';

-- What a side has promised, by when, and who sees to it.
create table agreement_duty (
  id bigint generated always as identity primary key,
  agreement_id bigint not null references agreement on delete cascade,
  side text not null check (side in ('ours', 'theirs')),
  text text not null check (text <> ''),
  due_on date,
  account_id bigint references account,
  person_id bigint references partner_person on delete set null,
  done_on date,
  done_by text not null default '',
  version integer not null default 1,
  check (account_id is null or side = 'ours'),
  check (person_id is null or side = 'theirs'),
  check ((done_on is not null) = (done_by <> ''))
);
create index agreement_duty_agreement on agreement_duty (agreement_id);
create index agreement_duty_account on agreement_duty (account_id) where account_id is not null;
create index agreement_duty_person on agreement_duty (person_id) where person_id is not null;
create index agreement_duty_open on agreement_duty (due_on) where due_on is not null and done_on is null;
