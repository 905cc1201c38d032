-- Module insights/reports: kept reports that are sent by e-mail every week or month.
create table report_mail (
  kept_report_id bigint primary key references kept_report on delete cascade,
  rhythm text not null check (rhythm in ('week', 'month')),
  set_at timestamptz not null
);
-- To whom: accounts alone, at the address that they have then.
create table report_mail_reader (
  kept_report_id bigint not null references report_mail on delete cascade,
  account_id bigint not null references account on delete cascade,
  -- the Monday or the 1st of which it was last told, or on which it was agreed: one letter for each
  told_on date not null,
  primary key (kept_report_id, account_id)
);
create index report_mail_reader_account on report_mail_reader (account_id);
