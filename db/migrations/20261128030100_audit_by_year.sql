-- Module audit: the trace lies in years, so that what is past its time goes at once instead of row by row. What was written until now
-- stays where it is and becomes the first part; nothing is copied.
do $$
declare
  -- with the columns and indexes that other migrations have given it
  indexes text[] := array(
    select pg_get_indexdef(indexrelid) from pg_index
    where indrelid = 'audit_event'::regclass and not indisprimary order by indexrelid
  );
  index_name text;
  first_new integer := 1 + extract(year from greatest(
    (select max(at) from audit_event), now()) at time zone 'UTC')::integer;
  highest bigint := (select coalesce(max(id), 0) from audit_event);
begin
  alter table audit_event alter column id drop identity;
  alter table audit_event drop constraint audit_event_pkey;
  for index_name in select indexrelid::regclass::text from pg_index where indrelid = 'audit_event'::regclass loop
    execute format('alter index %s rename to %I', index_name, index_name || '_first');
  end loop;
  alter table audit_event rename to audit_event_first;
  alter table audit_event_first add constraint audit_event_first_pkey primary key (id, at);

  create sequence audit_event_id_seq as bigint;
  perform setval('audit_event_id_seq', highest + 1, false);
  create table audit_event (like audit_event_first including defaults including constraints) partition by range (at);
  alter table audit_event alter column id set default nextval('audit_event_id_seq');
  alter sequence audit_event_id_seq owned by audit_event.id;
  alter table audit_event add constraint audit_event_pkey primary key (id, at);
  foreach index_name in array indexes loop
    execute index_name;
  end loop;
  execute format('alter table audit_event attach partition audit_event_first for values from (minvalue) to (%L)',
    make_timestamptz(first_new, 1, 1, 0, 0, 0, 'UTC'));
end $$;

create trigger audit_event_append_only before update or delete on audit_event
  for each statement execute function audit_is_append_only();

-- Whatever has no year of its own yet: nothing is ever refused for its date.
create table audit_event_other partition of audit_event default;
create trigger audit_event_append_only before update or delete on audit_event_other
  for each statement execute function audit_is_append_only();
