-- Module members: failures of the protection of personal data (UU 27/2022 art. 46), each told within 3 × 24 hours.
create table data_incident (
  id bigint generated always as identity primary key,
  -- K-2026-001
  number text not null unique,
  library_id bigint references library,
  status text not null default 'open' check (status in ('open', 'told', 'closed')),
  title text not null,
  -- when and how it came out; the three contents that art. 46 (2) asks for follow
  happened_at timestamptz,
  found_at timestamptz not null,
  due_at timestamptz not null,
  data_kinds text[] not null,
  how text not null,
  measures text not null,
  people integer check (people >= 0),
  children boolean not null default false,
  subjects_told_at timestamptz,
  agency_told_at timestamptz,
  public_told_at timestamptz,
  closed_at timestamptz,
  closing_note text,
  created_at timestamptz not null,
  created_by text not null,
  version integer not null default 1,
  check ((status = 'closed') = (closed_at is not null)),
  check (status <> 'told' or (subjects_told_at is not null and agency_told_at is not null))
);
create index data_incident_open on data_incident (due_at) where status = 'open';

-- Which members it is about, so that they can be written to.
create table data_incident_member (
  incident_id bigint not null references data_incident on delete cascade,
  member_id bigint not null references member on delete cascade,
  primary key (incident_id, member_id)
);
create index data_incident_member_member on data_incident_member (member_id);
