-- Module acquisition: what readers would like the library to have.
create table suggestion (
  id bigint generated always as identity primary key,
  -- whose readers asked; its staff decide
  library_id bigint not null references library,
  -- who asked first; null when that reader left the suggestion to the others, or was forgotten
  member_id bigint references member,
  title text check (length(title) between 1 and 300),
  author text check (length(author) between 1 and 200),
  publisher text check (length(publisher) between 1 and 200),
  year smallint check (year between 1400 and 2200),
  -- 13 digits
  isbn text check (isbn ~ '^97[89][0-9]{10}$'),
  -- folded: by these two suggestions are found to be the same
  title_key text not null,
  author_key text not null,
  -- why; for the staff alone
  note text check (length(note) between 1 and 500),
  status text not null default 'open' check (status in ('open', 'later', 'buy', 'declined', 'owned', 'arrived')),
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  reason text check (length(reason) between 1 and 500),
  -- already there, or bought since
  bib_id bigint references bib,
  version integer not null default 1,
  check (num_nonnulls(title, isbn) > 0),
  check ((status = 'open') = (decided_at is null)),
  check (status in ('open', 'arrived') or reason is not null),
  check (status not in ('owned', 'arrived') or bib_id is not null)
);
-- One wish is one suggestion: whoever has it too votes.
create unique index suggestion_live_isbn on suggestion (isbn) where status in ('open', 'later', 'buy') and isbn is not null;
create unique index suggestion_live_title on suggestion (title_key, author_key)
  where status in ('open', 'later', 'buy') and isbn is null;
create index suggestion_live_work on suggestion (title_key) where status in ('open', 'later', 'buy');
create index suggestion_status on suggestion (status, id);
create index suggestion_member on suggestion (member_id);

-- Who wants it, once each; whoever asked first is one of them.
create table suggestion_vote (
  suggestion_id bigint not null references suggestion on delete cascade,
  member_id bigint not null references member,
  voted_at timestamptz not null,
  primary key (suggestion_id, member_id)
);
create index suggestion_vote_member on suggestion_vote (member_id);
