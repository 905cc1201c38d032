-- Module letters: letters of thanks go to people who are no members.
alter table letter alter column member_id drop not null;
alter table letter drop constraint letter_kind_check;
alter table letter add constraint letter_kind_check check (kind in ('clearance', 'warning', 'thanks'));
alter table letter add constraint letter_receiver check ((kind = 'thanks') = (member_id is null));

-- Module acquisition: what people and bodies give (hibah).
create table donation (
  id bigint generated always as identity primary key,
  number text not null unique,
  library_id bigint not null references library,
  donor_name text not null check (length(donor_name) between 1 and 120),
  -- how the giver is reached; goes after its time
  donor_address text not null default '' check (length(donor_address) <= 300),
  donor_contact text not null default '' check (length(donor_contact) <= 120),
  received_on date not null,
  note text not null default '' check (length(note) <= 500),
  created_at timestamptz not null,
  created_by text not null,
  letter_id bigint references letter
);
create index donation_library on donation (library_id, id);
create index donation_reachable on donation (received_on) where donor_address <> '' or donor_contact <> '';

create table donation_book (
  id bigint generated always as identity primary key,
  donation_id bigint not null references donation on delete cascade,
  title text not null check (length(title) between 1 and 300),
  author text check (length(author) between 1 and 200),
  publisher text check (length(publisher) between 1 and 200),
  year smallint check (year between 1400 and 2200),
  isbn text check (isbn ~ '^97[89][0-9]{10}$'),
  copies integer not null check (copies between 1 and 1000),
  -- how many of them the library keeps; null = not decided yet
  accepted integer check (accepted between 0 and copies),
  -- why not all of them
  declined_reason text check (length(declined_reason) between 1 and 300),
  bib_id bigint references bib,
  check (accepted is null or accepted = copies or declined_reason is not null),
  check (accepted is null or accepted = 0 or bib_id is not null)
);
create index donation_book_donation on donation_book (donation_id, id);

-- Each copy that was given.
create table donation_item (
  item_id bigint primary key references item,
  book_id bigint not null references donation_book
);
create index donation_item_book on donation_item (book_id);

update network_setting set value = value || '{"donor_contacts": 730}'
where key = 'retentionDays' and not value ? 'donor_contacts';
