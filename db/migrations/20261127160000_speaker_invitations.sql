-- Module programs: speakers are invited by e-mail and answer on a page of their own.
alter table program_speaker
  -- in which language a speaker is written to
  add column language text not null default 'id' check (language in ('id', 'en')),
  -- whoever has it may read the invitation, answer it and correct the name: 122 random bits
  add column token text not null unique default replace(gen_random_uuid()::text, '-', '') check (token ~ '^[0-9a-f]{32}$'),
  -- how often the invitation was sent, the last time when
  add column sent_count integer not null default 0 check (sent_count >= 0),
  add column sent_at timestamptz,
  add column answered_at timestamptz,
  -- who wrote the answer down: the speaker on that page, or staff by hand
  add column answered_by text check (answered_by in ('speaker', 'staff')),
  -- a word of reason, of the speaker
  add column answer_note text not null default '';
update program_speaker set answered_at = coalesce(invited_at, now()), answered_by = 'staff' where answer is not null;
alter table program_speaker
  add check ((answer is null) = (answered_at is null)),
  add check ((answer is null) = (answered_by is null)),
  add check ((sent_count > 0) = (sent_at is not null));

-- Module notifications: what speakers are told. The whole list, with that of 20261127100000.
alter table notification drop constraint notification_topic_check;
alter table notification add constraint notification_topic_check
  check (topic in ('before_due', 'due', 'overdue_1', 'overdue_2', 'overdue_3', 'hold_waiting', 'hold_expiring',
    'membership_expiring', 'receipt', 'registration', 'request_answered', 'suspended', 'password_cleared', 'review',
    'bulk_before_due', 'bulk_due', 'bulk_overdue', 'suggestion', 'digital_ready', 'program', 'program_reminder',
    'questionnaire', 'idea', 'action_plan', 'speaker_invitation', 'speaker_news', 'generic'));
