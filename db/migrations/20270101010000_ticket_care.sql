-- Module city/service: who looks at a ticket just now, words that nobody has to read, answers in two languages, limits of the law, and one question that is
-- answered by a link.
alter table ticket_message add column rough boolean not null default false;
-- Only what people send is hidden so.
alter table ticket_message add check (not rough or author = 'person');

-- By it whoever wrote by e-mail says whether it was solved; it opens nothing.
alter table ticket add column rate_key uuid not null unique default gen_random_uuid();

-- Staff who have a ticket open; whoever has gone is there no longer after a minute.
create table ticket_viewer (
  ticket_id bigint not null references ticket on delete cascade,
  account_id bigint not null references account on delete cascade,
  seen_at timestamptz not null,
  writes boolean not null,
  primary key (ticket_id, account_id)
);
create index ticket_viewer_account on ticket_viewer (account_id);

-- '': there is none, and the Indonesian one is used.
alter table canned_answer add column text_en text not null default '';

-- What the law allows until the solution, beside the library's own promise; `source` says which rule.
alter table service_target add column law_days integer check (law_days between 1 and 365);
alter table service_target add column law_unit text not null default 'working' check (law_unit in ('working', 'calendar'));
alter table service_target add check (law_days is null or source <> '');
alter table service_target add check (law_unit = 'calendar' or law_days is null or solve_days is null or solve_days <= law_days);
