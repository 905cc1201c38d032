-- Module notifications: readers are told what came of their suggestions.
alter table notification drop constraint notification_topic_check;
alter table notification add constraint notification_topic_check
  check (topic in ('before_due', 'due', 'overdue_1', 'overdue_2', 'overdue_3', 'hold_waiting', 'hold_expiring',
    'membership_expiring', 'receipt', 'registration', 'request_answered', 'suspended', 'password_cleared', 'review',
    'bulk_before_due', 'bulk_due', 'bulk_overdue', 'suggestion', 'generic'));
