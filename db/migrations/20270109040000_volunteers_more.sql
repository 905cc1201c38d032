-- Module volunteers: for which partner somebody comes, who is asked to help, what is noted in confidence, and papers (decision 228).
alter table volunteer
  -- with which group they come, as they wrote it
  add column group_words text not null default '',
  -- the partner whose volunteer they are, as staff know it
  add column partner_id bigint references partner,
  -- since when staff know it; null: of all that they ever gave
  add column partner_since timestamptz;
create index volunteer_partner on volunteer (partner_id) where partner_id is not null;

-- Whose volunteer somebody was when they came: whoever is tied to another partner later takes no hours along.
alter table volunteer_place add column partner_id bigint references partner;
create index volunteer_place_partner on volunteer_place (partner_id, came_at) where partner_id is not null;

-- Addresses as they are written to: e-mail in small letters, numbers in international form.
update volunteer set contact = case
  when contact like '%@%' then lower(contact)
  when contact like '+%' then '+' || regexp_replace(contact, '[^0-9]', '', 'g')
  else '+' || regexp_replace(regexp_replace(contact, '[^0-9]', '', 'g'), '^(62|0)?', '62') end
where contact <> '';

-- A partner that goes into another takes its volunteers and their hours along. Whoever merges partners need not know of volunteers.
create function volunteer_follow_partner() returns trigger language plpgsql as $$
begin
  update volunteer set partner_id = new.merged_into_id where partner_id = new.id;
  update volunteer_place set partner_id = new.merged_into_id where partner_id = new.id;
  return new;
end $$;
create trigger volunteer_follow_partner after update of merged_into_id on partner for each row
  when (new.merged_into_id is not null) execute function volunteer_follow_partner();

-- A check that was taken back holds no more; why stays as long as whoever it was about.
alter table volunteer_check
  add column taken_back_on date,
  add column taken_back_by text not null default '',
  add column taken_back_reason text not null default '',
  add check ((taken_back_on is null) = (taken_back_by = '')),
  add check ((taken_back_on is null) = (taken_back_reason = ''));

-- Whom staff asked to help in a shift: once each, with what they said.
create table volunteer_invitation (
  id bigint generated always as identity primary key,
  shift_id bigint not null references volunteer_shift,
  volunteer_id bigint not null references volunteer,
  state text not null check (state in ('open', 'accepted', 'declined', 'withdrawn')),
  invited_at timestamptz not null,
  invited_by text not null,
  answered_at timestamptz,
  unique (shift_id, volunteer_id),
  check ((state = 'open') = (answered_at is null))
);
create index volunteer_invitation_volunteer on volunteer_invitation (volunteer_id);

-- What staff note of somebody in confidence: something that happened, or praise.
create table volunteer_incident (
  id bigint generated always as identity primary key,
  volunteer_id bigint not null references volunteer,
  kind text not null check (kind in ('incident', 'praise')),
  on_day date not null,
  text text not null check (text <> ''),
  noted_at timestamptz not null,
  noted_by text not null,
  -- an incident is open until it is settled; praise never is
  closed_at timestamptz,
  closed_by text not null default '',
  outcome text not null default '',
  check (kind = 'incident' or closed_at is null),
  check ((closed_at is null) = (closed_by = '')),
  check ((closed_at is null) = (outcome = ''))
);
create index volunteer_incident_volunteer on volunteer_incident (volunteer_id);
create index volunteer_incident_open on volunteer_incident (noted_at) where kind = 'incident' and closed_at is null;

-- Whose certificate of hours it is, and over which days; the row goes when they leave, the document stays.
create table volunteer_certificate (
  certificate_id bigint primary key references certificate,
  volunteer_id bigint not null references volunteer,
  from_on date not null,
  until_on date not null,
  minutes integer not null check (minutes > 0),
  check (until_on >= from_on)
);
create index volunteer_certificate_volunteer on volunteer_certificate (volunteer_id);

-- A certificate that a volunteer asks for, until staff answer.
create table volunteer_certificate_wish (
  volunteer_id bigint primary key references volunteer,
  from_on date not null,
  until_on date not null,
  asked_at timestamptz not null,
  check (until_on >= from_on)
);

-- What was settled, and praise, goes some years after.
update network_setting
  set value = value || '{"volunteer_incidents": 1095}'::jsonb
  where key = 'retentionDays' and jsonb_typeof(value) = 'object' and not value ? 'volunteer_incidents';
