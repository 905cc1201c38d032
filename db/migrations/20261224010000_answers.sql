-- Module city/answers: what people ask often, and what the library answers.
create table help_entry (
  id bigint generated always as identity primary key,
  question text not null check (char_length(question) between 1 and 200),
  -- plain text: an empty line parts paragraphs, addresses become links. '' only while it is a draft
  answer text not null default '' check (char_length(answer) <= 4000),
  question_en text not null default '' check (char_length(question_en) <= 200),
  answer_en text not null default '' check (char_length(answer_en) <= 4000),
  theme text not null,
  -- other words by which it is found
  words text not null default '' check (char_length(words) <= 500),
  state text not null default 'draft' check (state in ('draft', 'published', 'hidden')),
  published_at timestamptz,
  -- when somebody last said that it is right as it stands
  checked_at timestamptz,
  checked_by text not null default '',
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  -- folded by the application, as all that is searched
  folded_question text not null,
  folded_answer text not null,
  folded_en text not null default '',
  search tsvector not null generated always as (
    setweight(to_tsvector('indonesian', folded_question), 'A') || setweight(to_tsvector('indonesian', folded_answer), 'C')
      || setweight(to_tsvector('english', folded_en), 'B')
  ) stored,
  check (state <> 'published' or (answer <> '' and published_at is not null and checked_at is not null))
);
create index help_entry_search on help_entry using gin (search);
create index help_entry_folded_question on help_entry using gin (folded_question gin_trgm_ops);

create table help_source (
  id bigint generated always as identity primary key,
  entry_id bigint not null references help_entry on delete cascade,
  place integer not null,
  -- a record of the catalogue, or a page of the web with the day on which it was seen
  bib_id bigint references bib on delete cascade,
  title text not null default '' check (char_length(title) <= 200),
  url text check (char_length(url) <= 1000),
  seen_on date,
  unique (entry_id, place),
  check (bib_id is not null or (url is not null and seen_on is not null))
);
create index help_source_bib on help_source (bib_id) where bib_id is not null;

-- What readers say of an answer as it stands; it goes when the answer is checked again.
create table help_vote (
  entry_id bigint not null references help_entry on delete cascade,
  -- hash of a key that only the browser has
  voter_hash text not null,
  helpful boolean not null,
  word text not null default '' check (char_length(word) <= 300),
  voted_at timestamptz not null,
  primary key (entry_id, voter_hash)
);

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
end $$;
