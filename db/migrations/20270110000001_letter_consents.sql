-- Module members: the one ledger of consents knows those to letters too, by topic and way, also of people without a card (decision 231).
alter table consent_text drop constraint consent_text_purpose_check;
alter table consent_text add constraint consent_text_purpose_check check (purpose in
  ('membership', 'reminders', 'reading_history', 'photos', 'news', 'desk_help', 'letters', 'letters_reading'));

insert into consent_text (purpose, version, title_id, title_en, body_id, body_en, published_at, published_by) values
  ('letters', 1, 'Surat kabar lewat surel', 'Letters by e-mail',
   'Perpustakaan mengirim surat tentang topik yang Anda pilih ke surel ini, dan lewat WhatsApp hanya bila Anda memintanya. Setiap surat punya tautan untuk berhenti, dan Anda bisa mengubah pilihan atau menghapus data Anda kapan saja.',
   'The library sends letters about the topics you choose to this address, and by WhatsApp only where you ask for it. Every letter has a link to stop, and you can change your choice or have your data deleted at any time.',
   '2026-12-02T00:00:00+07:00', 'Lumbung'),
  ('letters_reading', 1, 'Surat disesuaikan dengan bacaan', 'Letters fitted to what I read',
   'Perpustakaan boleh memakai kelompok buku yang Anda pinjam, bukan judulnya, untuk memilih surat mana yang dikirim kepada Anda.',
   'The library may use the groups of books you borrow, never their titles, to choose which letters you are sent.',
   '2026-12-02T00:00:00+07:00', 'Lumbung');

alter table consent_event
  -- null: of somebody without a card
  alter column member_id drop not null,
  -- a subscriber to letters: a pseudonym that leads nowhere once the address has gone
  add column subscriber_key uuid,
  -- of a consent that is given for each topic and way
  add column topic text,
  add column way text check (way in ('email', 'whatsapp')),
  add constraint consent_event_whose check (member_id is not null or subscriber_key is not null),
  add constraint consent_event_letters check (
    case purpose
      when 'letters' then subscriber_key is not null and topic is not null and way is not null
      when 'letters_reading' then subscriber_key is not null and topic is null and way is not null
      else topic is null and way is null and subscriber_key is null
    end
  ),
  drop constraint consent_event_given_by_check,
  add constraint consent_event_given_by_check check (given_by in ('member', 'guardian', 'subscriber')),
  add constraint consent_event_subscriber check ((given_by = 'subscriber') = (member_id is null));
create index consent_event_subscriber on consent_event (subscriber_key, id) where subscriber_key is not null;

-- Module subscriptions: what is chosen now follows the ledger, whoever writes there (a member's request to withdraw all is one of the members).
create function letters_follow_ledger() returns trigger language plpgsql as $$
begin
  if new.purpose = 'letters_reading' then
    update letter_subscriber set reading_since = case new.act when 'given' then new.at end, version = version + 1
      where subscriber_key = new.subscriber_key;
  elsif new.way = 'email' then
    if new.act = 'given' then
      insert into letter_choice (subscriber_id, topic_id, chosen_at)
        select s.id, t.id, new.at from letter_subscriber s, letter_topic t
        where s.subscriber_key = new.subscriber_key and t.code = new.topic
        on conflict do nothing;
    else
      delete from letter_choice c using letter_subscriber s, letter_topic t
        where c.subscriber_id = s.id and c.topic_id = t.id and s.subscriber_key = new.subscriber_key and t.code = new.topic;
    end if;
    update letter_subscriber s set version = version + 1,
      empty_since = case when exists (select from letter_choice c where c.subscriber_id = s.id) then null
        else coalesce(s.empty_since, new.at) end
      where s.subscriber_key = new.subscriber_key;
  elsif new.way = 'whatsapp' then
    update letter_choice c set whatsapp_at = case new.act when 'given' then new.at end
      from letter_subscriber s, letter_topic t
      where c.subscriber_id = s.id and c.topic_id = t.id and s.subscriber_key = new.subscriber_key and t.code = new.topic;
  end if;
  return null;
end $$;
create trigger consent_event_letters after insert on consent_event
  for each row when (new.subscriber_key is not null) execute function letters_follow_ledger();
