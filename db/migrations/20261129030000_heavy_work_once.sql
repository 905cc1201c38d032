-- Platform: the rights by which a piece of work was read, so that they are asked for again when it is fetched; and what is asked for
-- twice by the same person is done once.
alter table heavy_work
  -- what its reader was allowed by: [{"permission", "at"}], [{"permission", "serves"}] (src/platform/rights-used.ts)
  add column rights jsonb not null default '[]',
  -- asked for again while it was open: the first answer does not take it away
  add column shared boolean not null default false,
  -- which fields of a form a refusal is about
  add column error_fields jsonb not null default '{}';
create unique index heavy_work_asked_once on heavy_work
  (kind, md5(input::text), md5(asker::text), locale, coalesce(library_id, 0))
  where ended_at is null and input_key is null and not cancel_requested and asker ->> 'kind' in ('account', 'member');
