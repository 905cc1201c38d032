-- What people write to us by Telegram and WhatsApp. It waits here until it is a ticket, or the next message of one; then its words and its
-- writer go, and what is left knows it again when it is heard twice.
create table heard_message (
  id bigint generated always as identity primary key,
  -- of the carrier's id of the message, by a key of this installation: ids of WhatsApp name the number that wrote
  id_hash bytea not null unique check (length(id_hash) = 32),
  channel text not null check (channel in ('telegram', 'whatsapp')),
  heard_at timestamptz not null,
  -- whoever wrote: a member with a linked chat, or a number in international form
  member_id bigint references member on delete cascade,
  phone text,
  name text,
  words text check (length(words) between 1 and 20000),
  -- a file came with it, which we do not fetch
  has_file boolean not null default false,
  -- how often it could not be taken
  failures integer not null default 0,
  taken_at timestamptz,
  check ((taken_at is null) = (words is not null)),
  check (taken_at is null or (member_id is null and phone is null and name is null)),
  check (taken_at is not null or num_nonnulls(member_id, phone) = 1)
);
create index heard_message_waiting on heard_message (failures, id) where taken_at is null;
create index heard_message_member on heard_message (member_id) where member_id is not null;
create index heard_message_heard on heard_message (heard_at);

alter table ticket drop constraint ticket_via_check;
alter table ticket add constraint ticket_via_check
  check (via in ('site', 'kiosk', 'qr', 'desk', 'account', 'mail', 'telegram', 'whatsapp'));
-- the conversation that somebody goes on with
create index ticket_chat_member on ticket (member_id, id desc) where member_id is not null and via = 'telegram';
create index ticket_chat_contact on ticket (contact, id desc) where contact_kind = 'whatsapp' and contact <> '';
