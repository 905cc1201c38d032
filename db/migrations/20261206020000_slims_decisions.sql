-- Module moving/slims: where SLiMS and people here say different things, people decide, at the line of the report that says so.
alter table slims_said
  -- the row as it is remembered (slims_carried.slims_id) and a number made of what it says; null = there is nothing to decide
  add column slims_id bigint,
  add column said bigint,
  -- here = what is here stays, as long as SLiMS says the same; slims = the next run brings what SLiMS says
  add column decision text check (decision in ('here', 'slims')),
  add column decided_by text,
  add column decided_at timestamptz,
  add constraint slims_said_decided check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null));
