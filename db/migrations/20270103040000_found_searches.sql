-- what readers look for in the catalogue and find, in how many minutes of a day somebody did: of nobody. Derived: it can be emptied at any time.
create table search_found (
  day date not null,
  query text not null,
  minutes integer not null default 1 check (minutes > 0),
  -- the last of them: several processes count one minute once
  last_at timestamptz not null,
  primary key (day, query)
);
