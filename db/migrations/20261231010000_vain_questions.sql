-- What was looked for in vain among questions and answers is counted as that of the catalogue is; each place has its own.
alter table search_zero_result
  add column place text not null default 'catalogue' check (place in ('catalogue', 'answers')),
  drop constraint search_zero_result_pkey,
  add primary key (place, day, query);
