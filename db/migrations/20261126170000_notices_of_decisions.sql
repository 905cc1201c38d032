-- Module notifications: members are told what was decided about them: their registration, their request about personal data, days
-- without borrowing. After 20261126150100, which sets the same list.
alter table notification drop constraint notification_topic_check;
alter table notification add constraint notification_topic_check
  check (topic in ('before_due', 'due', 'overdue_1', 'overdue_2', 'overdue_3', 'hold_waiting', 'hold_expiring',
    'membership_expiring', 'receipt', 'registration', 'request_answered', 'suspended', 'review', 'generic'));
