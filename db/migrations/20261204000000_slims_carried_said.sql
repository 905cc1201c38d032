-- Module moving/slims: what a row said when it came, so that a later dump brings what has changed since and nothing else.
alter table slims_carried
  -- a number made of what mattered of the row (rules/text-number.ts); null = not kept
  add column said bigint,
  -- version of what it became, as the migration last wrote it: another one was changed by people here; null = it has none
  add column version integer;
