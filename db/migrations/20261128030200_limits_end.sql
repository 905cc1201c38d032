-- Platform: attempts know when they no longer count, and are swept then.
alter table rate_limit add column until timestamptz not null default now() + interval '1 day';
create index rate_limit_until on rate_limit (until);

-- Module libraries: classes of retention that are new get their days also where days were set before; what was set stays.
update network_setting
  set value = '{"import_rows": 90, "vain_searches": 730, "audit_trail": 3650}'::jsonb || value
  where key = 'retentionDays' and jsonb_typeof(value) = 'object';
