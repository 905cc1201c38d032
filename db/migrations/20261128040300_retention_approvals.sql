-- Module members: whom a person has seen and let go. A class of data is cleared by the night alone only once such a run was made; what is
-- more than usual waits for the next one.
create table retention_approval (
  id bigint generated always as identity primary key,
  class_key text not null,
  -- how long the class was kept then: a shorter time is a new question
  days integer not null,
  -- what is from before this instant, as it was shown
  before_at timestamptz not null,
  count integer not null,
  -- the members who were shown, where the class is one of members: nobody else goes with them
  member_ids bigint[],
  approved_at timestamptz not null,
  approved_by text not null,
  run_id bigint references retention_run
);
create unique index retention_approval_one_open on retention_approval (class_key) where run_id is null;
create index retention_approval_done on retention_approval (class_key, id desc) where run_id is not null;
