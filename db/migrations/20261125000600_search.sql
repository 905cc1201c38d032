-- Module search: an inverted index over the catalogue, kept as rows. All of it but search_exception and
-- search_zero_result is derived: it can be emptied at any time and is built again from the catalogue.

-- One finished build. snapshot: what the build saw (pg_snapshot as text); later changes are in search_change.
create table search_generation (
  gen integer primary key,
  snapshot text not null,
  docs integer not null,
  -- word → stem, as search_exception was when this generation was built
  exceptions jsonb not null,
  built_at timestamptz not null default now()
);

-- list: ascending numbers ord << 4 | fields, varbyte of differences; places: where the word stands in each record.
create table search_posting (
  gen integer not null,
  term text not null,
  df integer not null,
  list bytea not null,
  places bytea,
  primary key (gen, term)
);
alter table search_posting alter column list set storage external;
alter table search_posting alter column places set storage external;

-- What facets, filters and suggestions need, as whole columns that a process loads into memory.
create table search_column (
  gen integer not null,
  name text not null,
  data bytea not null,
  primary key (gen, name)
);
alter table search_column alter column data set storage external;

-- Records to look at again. A process takes the rows that its last snapshot did not see: ids alone would lose the rows of
-- transactions that commit out of order. bib_id null: names of libraries changed.
create table search_change (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  bib_id bigint,
  -- only where copies stand and whether they are on the shelf; the text is unchanged
  holdings_only boolean not null default false
);
create index search_change_xid on search_change (xid);

-- Words that the stemmer gets wrong here, consulted before its rules and before the built-in list.
create table search_exception (
  word text primary key check (word <> ''),
  stem text not null check (stem <> '')
);

-- What was looked for and not found, by day, without the person.
create table search_zero_result (
  day date not null,
  query text not null,
  count integer not null default 1 check (count > 0),
  primary key (day, query)
);

create function search_note_bib() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into search_change (bib_id) select id from new_rows;
  elsif tg_op = 'DELETE' then
    insert into search_change (bib_id) select id from old_rows;
  else
    -- the number of loans changes the order only, and that at the next build
    insert into search_change (bib_id)
    select n.id from new_rows n join old_rows o on o.id = n.id
    where (n.title, n.title_sort, n.subtitle, n.responsibility, n.authors, n.subjects, n.series, n.publisher, n.place,
           n.year, n.isbns, n.issns, n.control_number, n.languages, n.ddc, n.audience, n.summary, n.notes, n.material,
           n.hidden, n.deleted_at)
      is distinct from
          (o.title, o.title_sort, o.subtitle, o.responsibility, o.authors, o.subjects, o.series, o.publisher, o.place,
           o.year, o.isbns, o.issns, o.control_number, o.languages, o.ddc, o.audience, o.summary, o.notes, o.material,
           o.hidden, o.deleted_at);
  end if;
  return null;
end $$;
create trigger search_bib_insert after insert on bib referencing new table as new_rows
  for each statement execute function search_note_bib();
create trigger search_bib_update after update on bib referencing old table as old_rows new table as new_rows
  for each statement execute function search_note_bib();
create trigger search_bib_delete after delete on bib referencing old table as old_rows
  for each statement execute function search_note_bib();

create function search_note_item() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into search_change (bib_id, holdings_only) select distinct bib_id, true from new_rows;
  elsif tg_op = 'DELETE' then
    insert into search_change (bib_id, holdings_only) select distinct bib_id, true from old_rows;
  else
    insert into search_change (bib_id, holdings_only)
    select distinct v.bib_id, true
    from new_rows n join old_rows o on o.id = n.id cross join lateral (values (n.bib_id), (o.bib_id)) v (bib_id)
    where (n.bib_id, n.library_id, n.status, n.on_loan) is distinct from (o.bib_id, o.library_id, o.status, o.on_loan);
  end if;
  return null;
end $$;
create trigger search_item_insert after insert on item referencing new table as new_rows
  for each statement execute function search_note_item();
create trigger search_item_update after update on item referencing old table as old_rows new table as new_rows
  for each statement execute function search_note_item();
create trigger search_item_delete after delete on item referencing old table as old_rows
  for each statement execute function search_note_item();

-- Records are found under the other forms of the headings that they use.
create function search_note_bib_authority() returns trigger language plpgsql as $$
begin
  if tg_op in ('INSERT', 'UPDATE') then
    insert into search_change (bib_id) select distinct bib_id from new_rows;
  end if;
  if tg_op in ('DELETE', 'UPDATE') then
    insert into search_change (bib_id) select distinct bib_id from old_rows;
  end if;
  return null;
end $$;
create trigger search_bib_authority_insert after insert on bib_authority referencing new table as new_rows
  for each statement execute function search_note_bib_authority();
create trigger search_bib_authority_update after update on bib_authority referencing old table as old_rows
  new table as new_rows for each statement execute function search_note_bib_authority();
create trigger search_bib_authority_delete after delete on bib_authority referencing old table as old_rows
  for each statement execute function search_note_bib_authority();

create function search_note_variant() returns trigger language plpgsql as $$
begin
  if tg_op in ('INSERT', 'UPDATE') then
    insert into search_change (bib_id)
    select distinct b.bib_id from new_rows n join bib_authority b on b.authority_id = n.authority_id;
  end if;
  if tg_op in ('DELETE', 'UPDATE') then
    insert into search_change (bib_id)
    select distinct b.bib_id from old_rows o join bib_authority b on b.authority_id = o.authority_id;
  end if;
  return null;
end $$;
create trigger search_variant_insert after insert on authority_variant referencing new table as new_rows
  for each statement execute function search_note_variant();
create trigger search_variant_update after update on authority_variant referencing old table as old_rows
  new table as new_rows for each statement execute function search_note_variant();
create trigger search_variant_delete after delete on authority_variant referencing old table as old_rows
  for each statement execute function search_note_variant();

create function search_note_authority() returns trigger language plpgsql as $$
begin
  insert into search_change (bib_id)
  select distinct b.bib_id from new_rows n join old_rows o on o.id = n.id join bib_authority b on b.authority_id = n.id
  where n.heading is distinct from o.heading;
  return null;
end $$;
create trigger search_authority_update after update on authority referencing old table as old_rows
  new table as new_rows for each statement execute function search_note_authority();

create function search_note_library() returns trigger language plpgsql as $$
begin
  insert into search_change (bib_id) values (null);
  return null;
end $$;
create trigger search_library after insert or update or delete on library
  for each statement execute function search_note_library();

-- The rows of one search in one round trip, with plans that the session keeps. The first row has no term: it tells the
-- snapshot of this statement, the newest generation, whether the wanted one still exists, and whether anything changed
-- that `seen` did not see.
create function search_rows(wanted_gen integer, terms text[], with_places boolean, seen text)
returns table (term text, list bytea, places bytea, snapshot text, newest integer, present boolean, changed boolean)
language plpgsql stable as $$
begin
  return query
    select null::text, null::bytea, null::bytea, pg_current_snapshot()::text,
      (select max(g.gen) from search_generation g),
      exists (select 1 from search_generation g where g.gen = wanted_gen),
      -- asked for in order, so that the index is used however many dead rows the table has
      (select true from search_change c
       where c.xid >= pg_snapshot_xmin(seen::pg_snapshot) and not pg_visible_in_snapshot(c.xid, seen::pg_snapshot)
       order by c.xid limit 1) is not null;
  if with_places then
    return query select p.term, p.list, p.places, null::text, null::integer, null::boolean, null::boolean
      from search_posting p where p.gen = wanted_gen and p.term = any (terms);
  elsif cardinality(terms) > 0 then
    return query select p.term, p.list, null::bytea, null::text, null::integer, null::boolean, null::boolean
      from search_posting p where p.gen = wanted_gen and p.term = any (terms);
  end if;
end $$;
