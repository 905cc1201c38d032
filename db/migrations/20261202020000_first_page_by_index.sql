-- What the first page of staff tells beside what waits: who joined today, and what changed in how the network is run. An import of a
-- hundred thousand records, or of members, is no reason to walk through all of its traces for it.
create index member_joined on member (home_library_id, joined_on);
drop index member_home;
-- the same kinds as in ground/audit/look-back.ts; tests/waiting-cost.test.ts holds that both agree
create index audit_event_governing on audit_event (at, entity) where entity in ('setting', 'role', 'api_token', 'policy', 'member_category',
  'library', 'closed_day', 'retention_class', 'consent_text', 'notice_template', 'notice_channel') or starts_with(action, 'account.role');
