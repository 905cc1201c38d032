-- Module program-papers: words of a programme that only its papers need, who signs them, and its budget lines. No accounting.
create table program_paper (
  program_id bigint primary key references program on delete cascade,
  version integer not null default 1,
  -- terms of reference (KAK)
  background text not null default '',
  legal_basis text not null default '',
  targets text not null default '',
  outputs text not null default '',
  method text not null default '',
  closing text not null default '',
  -- invitation
  letter_number text not null default '',
  letter_date date,
  letter_subject text not null default '',
  letter_opening text not null default '',
  letter_closing text not null default '',
  bring text not null default '',
  -- one a line
  invitees text not null default '',
  copies_to text not null default '',
  -- report
  conclusion text not null default '',
  suggestions text not null default '',
  -- [{office, name, details}], the first answers for it; none: the one of the letterhead
  signatories jsonb not null default '[]',
  changed_at timestamptz not null,
  changed_by text not null
);

create table program_budget_line (
  program_id bigint not null references program_paper on delete cascade,
  -- from 1, as printed
  position integer not null check (position >= 1),
  -- of the budget document (kode rekening)
  account_code text not null default '',
  label text not null check (label <> ''),
  -- whole rupiah; actual null: not known yet
  planned bigint not null check (planned between 0 and 999999999999),
  actual bigint check (actual between 0 and 999999999999),
  primary key (program_id, position)
);
