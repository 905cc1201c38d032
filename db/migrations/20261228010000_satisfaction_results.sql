-- Of what was made public also how far sheets are from each other: the interval of the index is computed of it.
alter table satisfaction_round
  -- the sum of the squares of the sums of sheets; null = fewer than ten sheets, or answers came after the round was opened again
  add column squares bigint,
  -- what people suggested, in words of the library, a line for each: read by a person before everybody reads it
  add column suggestions text not null default '' check (length(suggestions) <= 4000),
  -- of the suggestions: whoever writes them says which they saw
  add column suggestions_version integer not null default 0,
  add check (squares is null or (state = 'published' and complete >= 10)),
  add check (suggestions = '' or state <> 'planned');
