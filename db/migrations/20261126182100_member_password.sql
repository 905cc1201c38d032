-- A member may sign in by a password instead of the PIN. The desk can take it away (with a new PIN), never see or set it.
alter table member
  add column password_hash text,
  -- when the desk last did so: the member is told
  add column password_cleared_at timestamptz;
create index member_password_cleared on member (password_cleared_at) where password_cleared_at is not null;
-- signing in by e-mail address
create index member_email on member (lower(email)) where email is not null and status = 'active';

alter table notification drop constraint notification_topic_check;
alter table notification add constraint notification_topic_check
  check (topic in ('before_due', 'due', 'overdue_1', 'overdue_2', 'overdue_3', 'hold_waiting', 'hold_expiring',
    'membership_expiring', 'receipt', 'registration', 'request_answered', 'suspended', 'password_cleared', 'review', 'generic'));
