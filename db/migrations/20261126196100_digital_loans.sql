-- Module catalog: an attachment may be lent, a few readers at a time.
alter table attachment drop constraint attachment_access_check;
alter table attachment add constraint attachment_access_check
  check (access in ('public', 'members', 'categories', 'licensed'));

-- Module digital: licensed files, who has them, and who waits.
create table digital_license (
  attachment_id bigint primary key references attachment on delete cascade,
  -- how many readers may have it at once
  copies integer not null check (copies between 1 and 500),
  loan_days integer not null check (loan_days between 1 and 60),
  changed_at timestamptz not null
);

create table digital_loan (
  id bigint generated always as identity primary key,
  attachment_id bigint not null references digital_license on delete cascade,
  -- null once it is forgotten who read it
  member_id bigint references member on delete set null,
  -- which of the copies; two readers never have one copy
  slot integer not null check (slot >= 1),
  borrowed_at timestamptz not null,
  -- access ends at this instant, whether or not anybody has noticed yet
  due_at timestamptz not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('returned', 'due', 'erased')),
  check (due_at > borrowed_at),
  check ((ended_at is null) = (end_reason is null))
);
create unique index digital_loan_slot on digital_loan (attachment_id, slot) where ended_at is null;
create unique index digital_loan_member on digital_loan (attachment_id, member_id) where ended_at is null;
create index digital_loan_of_member on digital_loan (member_id, due_at);
create index digital_loan_due on digital_loan (due_at) where ended_at is null;

create table digital_request (
  -- also the order of the queue: given out while the license is locked
  id bigint generated always as identity primary key,
  attachment_id bigint not null references digital_license on delete cascade,
  member_id bigint not null references member on delete cascade,
  status text not null check (status in ('queued', 'offered', 'taken', 'cancelled', 'expired')),
  asked_at timestamptz not null,
  offered_at timestamptz,
  offer_ends_at timestamptz,
  ended_at timestamptz,
  check ((status = 'queued') = (offered_at is null) or status = 'cancelled'),
  check ((offered_at is null) = (offer_ends_at is null)),
  check ((status in ('queued', 'offered')) = (ended_at is null))
);
create unique index digital_request_live on digital_request (attachment_id, member_id) where ended_at is null;
create index digital_request_queue on digital_request (attachment_id, id) where status = 'queued';
create index digital_request_offers on digital_request (offer_ends_at) where status = 'offered';

-- Module notifications: it is a reader's turn. The whole list, with that of 20261126194100.
alter table notification drop constraint notification_topic_check;
alter table notification add constraint notification_topic_check
  check (topic in ('before_due', 'due', 'overdue_1', 'overdue_2', 'overdue_3', 'hold_waiting', 'hold_expiring',
    'membership_expiring', 'receipt', 'registration', 'request_answered', 'suspended', 'password_cleared', 'review',
    'bulk_before_due', 'bulk_due', 'bulk_overdue', 'suggestion', 'digital_ready', 'generic'));
