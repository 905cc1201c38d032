-- Until when somebody has read what changed in how the network is run: the first page tells them what is new since.
create table audit_look (
  account_id bigint primary key references account (id) on delete cascade,
  looked_until timestamptz not null
);
