-- Module moving/slims: what a row said when it came, so that a later dump brings what has changed since and nothing else.
alter table slims_carried
  -- a number made of what mattered of the row (rules/text-number.ts); null = not kept
  add column said bigint,
  -- how what it became was left by the migration: the version of a record, copy or member; the number of the day on which a loan is due; what was
  -- paid of a fine. Where it is otherwise now, people here have changed it. null = not kept
  add column state bigint;
