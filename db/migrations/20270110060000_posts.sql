-- Module city/posts: one text, what becomes of it for each channel, and what went out.
create table post (
  id bigint generated always as identity primary key,
  library_id bigint not null references library,
  language text not null default 'id' constraint post_language check (language in ('id', 'en')),
  title text not null check (char_length(title) between 1 and 160),
  -- may have {tanggal}, {jam}, {tempat}, {judul}: filled in when it goes out
  body text not null default '' check (char_length(body) <= 4000),
  picture_id bigint references picture,
  -- what the picture shows, for who does not see it; a picture needs it
  alt text not null default '' check (char_length(alt) <= 1000),
  -- what it is about
  subject text not null
    constraint post_subject check (subject in ('notice', 'program', 'news', 'record', 'collection', 'course')),
  -- null: it is about something else, or that is gone
  program_id bigint references program on delete set null,
  page_id bigint references site_page on delete set null,
  bib_id bigint references bib on delete set null,
  collection_id bigint references curated_collection on delete set null,
  course_id bigint references course on delete set null,
  -- where the link of a notice leads: a path of ours, or an address elsewhere; null = it has none
  address text check (address <> ''),
  -- the word of a campaign, which its links bear
  campaign text not null default '' check (char_length(campaign) <= 80),
  hashtags text[] not null default '{}',
  state text not null default 'draft'
    constraint post_state check (state in ('draft', 'submitted', 'approved', 'scheduled', 'cancelled')),
  -- by the clock of the library, so that another zone of the machine or of the library moves nothing
  send_on date,
  send_minute integer check (send_minute between 0 and 1439),
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  -- who wrote its words last, and who says it is ready: neither says yes where a second person is asked for
  written_by_id bigint references account on delete set null,
  submitted_by text not null default '',
  submitted_by_id bigint references account on delete set null,
  approved_by text not null default '',
  version integer not null default 1,
  check ((send_on is null) = (send_minute is null)),
  check (state <> 'scheduled' or send_on is not null)
);
create index post_library on post (library_id, id);
create index post_day on post (send_on) where send_on is not null;
create index post_submitted on post (library_id) where state = 'submitted';
create index post_picture on post (picture_id) where picture_id is not null;
create index post_program on post (program_id) where program_id is not null;
create index post_page on post (page_id) where page_id is not null;
create index post_bib on post (bib_id) where bib_id is not null;
create index post_collection on post (collection_id) where collection_id is not null;
create index post_course on post (course_id) where course_id is not null;
create index post_written_by on post (written_by_id) where written_by_id is not null;
create index post_submitted_by on post (submitted_by_id) where submitted_by_id is not null;

-- The outbox: one row for each account, written before anything is sent.
create table post_delivery (
  id bigint generated always as identity primary key,
  post_id bigint not null references post on delete cascade,
  account_id bigint not null references channel_account,
  -- of the account, which never changes it
  kind text not null,
  -- the same for every attempt, so that a channel that knows it takes it once
  key text not null unique check (key ~ '^[a-z0-9-]{1,64}$'),
  -- its own words; null = those of the post
  own_text text check (char_length(own_text) between 1 and 4000),
  -- `sending` is written before the channel is asked; who holds the row locked is asking. `unknown`: it may be there
  state text not null default 'planned' constraint post_delivery_state check (
    state in ('planned', 'waiting', 'sending', 'retry', 'sent', 'failed', 'unknown', 'stopped', 'removed', 'cancelled')),
  attempts integer not null default 0,
  -- how often it was looked for there since nobody knew
  looked integer not null default 0,
  next_at timestamptz,
  -- the channel asked for so long a pause: nothing of its account goes before
  paused_until timestamptz,
  started_at timestamptz,
  done_at timestamptz,
  -- what went out, with its link
  sent_text text,
  remote_id text,
  remote_url text check (char_length(remote_url) <= 500),
  -- why it is where it is; detail: what the channel said
  code text not null default '',
  detail text not null default '' check (char_length(detail) <= 500),
  link_code text references short_link (code),
  -- a person said so: it goes though what it is about was called off
  anyway boolean not null default false,
  decided_by text not null default '',
  decided_at timestamptz,
  unique (post_id, account_id)
);
-- what is not done yet, and what waits for a person
create index post_delivery_open on post_delivery (state, account_id) where state in ('waiting', 'retry', 'sending', 'unknown', 'failed', 'stopped');
create index post_delivery_account on post_delivery (account_id);
create index post_delivery_paused on post_delivery (account_id, paused_until) where paused_until is not null;

-- How a library usually writes: its hashtags, and its hour.
create table post_habit (
  library_id bigint primary key references library,
  hashtags text[] not null default '{}',
  minute integer not null default 960 check (minute between 0 and 1439),
  version integer not null default 1
);

-- A record that is merged: what is about it follows (module catalog).
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
  update bulk_loan_wish set bib_id = kept_id where bib_id = gone;
  update post set bib_id = kept_id where bib_id = gone;
end $$;
