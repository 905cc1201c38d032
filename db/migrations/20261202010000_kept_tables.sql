-- Platform: tables whose rows every process keeps in memory (src/platform/database/kept.ts). A row here says how often its table was written;
-- it is read with every request, and whoever writes such a table counts on in the same transaction, so that nobody sees the one without the
-- other. Only for what is written seldom: those who write the same table wait for each other.
create table kept_table (
  name text primary key,
  version bigint not null default 0
);

create function kept_table_written() returns trigger language plpgsql as $$
begin
  update kept_table set version = version + 1 where name = tg_table_name;
  return null;
end
$$;

insert into kept_table (name) values
  ('library'), ('opening_interval'), ('network_setting'), ('loan_policy'), ('member_category'), ('role'), ('role_grant');
create trigger kept_table_written after insert or update or delete or truncate on library
  for each statement execute function kept_table_written();
create trigger kept_table_written after insert or update or delete or truncate on opening_interval
  for each statement execute function kept_table_written();
create trigger kept_table_written after insert or update or delete or truncate on network_setting
  for each statement execute function kept_table_written();
create trigger kept_table_written after insert or update or delete or truncate on loan_policy
  for each statement execute function kept_table_written();
create trigger kept_table_written after insert or update or delete or truncate on member_category
  for each statement execute function kept_table_written();
create trigger kept_table_written after insert or update or delete or truncate on role
  for each statement execute function kept_table_written();
create trigger kept_table_written after insert or update or delete or truncate on role_grant
  for each statement execute function kept_table_written();
