-- Mail that came in for the library becomes tickets, and messages of tickets.
alter table ticket drop constraint ticket_via_check;
alter table ticket add constraint ticket_via_check check (via in ('site', 'kiosk', 'qr', 'desk', 'account', 'mail'));

-- A mail that made something here: read again it makes nothing. Of its Message-ID and of its words stand keyed hashes alone, for
-- Message-IDs name machines and people.
create table ticket_mail (
  id bigint generated always as identity primary key,
  id_hash bytea not null check (length(id_hash) = 32),
  -- programs that give every mail the same id lose none
  content_hash bytea not null check (length(content_hash) = 32),
  -- null: its sender is forgotten, and an answer to it is no answer to that ticket
  ticket_id bigint references ticket on delete set null,
  received_at timestamptz not null,
  unique (id_hash, content_hash)
);
create index ticket_mail_ticket on ticket_mail (ticket_id) where ticket_id is not null;
create index ticket_mail_received on ticket_mail (received_at);
