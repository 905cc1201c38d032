-- Module city/collections: records that somebody introduces to readers, chosen by hand or by a rule that is shown. See decision 201.
create table curated_collection (
  id bigint generated always as identity primary key,
  -- whose it is; null = of the whole network
  library_id bigint references library,
  kind text not null check (kind in ('hand', 'rule')),
  title text not null check (char_length(title) between 1 and 120),
  title_en text not null default '' check (char_length(title_en) <= 120),
  summary text not null default '' check (char_length(summary) <= 300),
  summary_en text not null default '' check (char_length(summary_en) <= 300),
  -- who made it, in words: "Sulastri, pendongeng"
  made_by text not null default '' check (char_length(made_by) <= 120),
  -- what somebody says of it or of one of its books
  quote text not null default '' check (char_length(quote) <= 300),
  quote_en text not null default '' check (char_length(quote_en) <= 300),
  quote_by text not null default '' check (char_length(quote_by) <= 160),
  -- by what records are found, and in which order
  rule jsonb check ((kind = 'rule') = (rule is not null)),
  state text not null default 'draft' check (state in ('draft', 'published', 'withdrawn')),
  -- when it was first shown
  published_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  check ((state = 'draft') = (published_at is null))
);
create index curated_collection_changed on curated_collection (changed_at desc, id desc);
create index curated_collection_library on curated_collection (library_id) where library_id is not null;

create table curated_record (
  collection_id bigint not null references curated_collection on delete cascade,
  bib_id bigint not null references bib on delete cascade,
  place integer not null check (place > 0),
  -- as it was called when it was chosen, for when readers find it no longer
  title text not null default '' check (char_length(title) <= 200),
  sentence text not null default '' check (char_length(sentence) <= 300),
  sentence_en text not null default '' check (char_length(sentence_en) <= 300),
  primary key (collection_id, bib_id),
  unique (collection_id, place) deferrable initially deferred
);
create index curated_record_bib on curated_record (bib_id);

-- Every address under which one was ever shown: none is given to another, and an old one leads to the present one.
create table curated_slug (
  slug text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 90),
  collection_id bigint not null references curated_collection on delete cascade,
  current boolean not null
);
create index curated_slug_collection on curated_slug (collection_id);
create unique index curated_slug_current on curated_slug (collection_id) where current;

create or replace function follow_merged_bib(gone bigint, kept_id bigint) returns void language plpgsql as $$
begin
  delete from reading_list_entry e where e.bib_id = gone
    and exists (select from reading_list_entry kept where kept.list_id = e.list_id and kept.bib_id = kept_id);
  update reading_list_entry set bib_id = kept_id where bib_id = gone;
  delete from review r where r.bib_id = gone
    and exists (select from review kept where kept.member_id = r.member_id and kept.bib_id = kept_id);
  update review set bib_id = kept_id where bib_id = gone;
  delete from reading_history h where h.bib_id = gone
    and exists (select from reading_history kept where kept.member_id = h.member_id and kept.bib_id = kept_id
      and kept.returned_at is not distinct from h.returned_at);
  update reading_history set bib_id = kept_id where bib_id = gone;
  delete from program_reading r where r.bib_id = gone
    and exists (select from program_reading kept where kept.program_id = r.program_id
      and kept.session_id is not distinct from r.session_id and kept.bib_id = kept_id);
  update program_reading set bib_id = kept_id where bib_id = gone;
  update subscription set bib_id = kept_id where bib_id = gone;
  update purchase_order_line set bib_id = kept_id where bib_id = gone;
  update suggestion set bib_id = kept_id where bib_id = gone;
  update donation_book set bib_id = kept_id where bib_id = gone;
  update short_link set bib_id = kept_id where bib_id = gone;
  update help_source set bib_id = kept_id where bib_id = gone;
  delete from curated_record r where r.bib_id = gone
    and exists (select from curated_record kept where kept.collection_id = r.collection_id and kept.bib_id = kept_id);
  update curated_record set bib_id = kept_id where bib_id = gone;
end $$;
