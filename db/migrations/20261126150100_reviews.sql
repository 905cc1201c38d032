-- Module reading: what readers say of a title; shown when a librarian has read it.
create table review (
  id bigint generated always as identity primary key,
  member_id bigint not null references member,
  bib_id bigint not null references bib,
  stars integer not null check (stars between 1 and 5),
  body text check (length(body) between 1 and 4000),
  status text not null default 'pending' check (status in ('pending', 'approved', 'refused')),
  created_at timestamptz not null,
  -- when the reader last wrote it; the queue is in this order
  changed_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  reason text check (length(reason) <= 500),
  version integer not null default 1,
  unique (member_id, bib_id),
  check ((status = 'pending') = (decided_at is null)),
  check (status <> 'refused' or reason is not null)
);
-- The page of a record asks for these: average, count, and the latest.
create index review_shown on review (bib_id, changed_at desc) include (stars) where status = 'approved';
create index review_queue on review (changed_at, id) where status = 'pending';
create index review_decided on review (decided_at desc) where status <> 'pending';

-- What readers find wrong with a review or a shared list.
create table content_report (
  id bigint generated always as identity primary key,
  review_id bigint references review on delete cascade,
  list_id bigint references reading_list on delete cascade,
  member_id bigint not null references member,
  reason text not null check (length(reason) between 1 and 500),
  reported_at timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  -- keep = it stays as it is; remove = it was taken from the public
  outcome text check (outcome in ('keep', 'remove')),
  check (num_nonnulls(review_id, list_id) = 1),
  check ((settled_at is null) = (outcome is null))
);
create unique index content_report_review_once on content_report (review_id, member_id) where settled_at is null;
create unique index content_report_list_once on content_report (list_id, member_id) where settled_at is null;
create index content_report_open on content_report (reported_at, id) where settled_at is null;
create index content_report_member on content_report (member_id);

-- Module notifications: a reader is told why a review is not shown.
alter table notification drop constraint notification_topic_check;
alter table notification add constraint notification_topic_check
  check (topic in ('before_due', 'due', 'overdue_1', 'overdue_2', 'overdue_3', 'hold_waiting',
    'hold_expiring', 'membership_expiring', 'receipt', 'registration', 'review', 'generic'));
