-- Module members: a guardian who is a member looks after the card of a child who is one. A link ends by staff, by the guardian, or on
-- the child's 18th birthday; ended links stay as a trace without names.
create table member_family (
  id bigint generated always as identity primary key,
  guardian_id bigint not null references member on delete cascade,
  child_id bigint not null references member on delete cascade,
  relation text not null,
  -- how the guardian consented: before a librarian, on a signed sheet, or with the child's registration
  channel text not null check (channel in ('desk', 'paper', 'registration')),
  started_at timestamptz not null,
  started_by text not null,
  ended_at timestamptz,
  ended_by text,
  end_reason text check (end_reason in ('staff', 'guardian', 'grown_up')),
  check (guardian_id <> child_id),
  check ((ended_at is null) = (end_reason is null))
);
create unique index member_family_once on member_family (guardian_id, child_id) where ended_at is null;
create index member_family_child on member_family (child_id) where ended_at is null;
