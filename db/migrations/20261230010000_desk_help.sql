-- Module members: how a member is greeted and what helps at the desk, said with a consent of its own (UU 27/2022 art. 4: data about health).
alter table consent_text drop constraint consent_text_purpose_check;
alter table consent_text add constraint consent_text_purpose_check
  check (purpose in ('membership', 'reminders', 'reading_history', 'photos', 'news', 'desk_help'));
insert into consent_text (purpose, version, title_id, title_en, body_id, body_en, published_at, published_by) values
  ('desk_help', 1, 'Sapaan dan bantuan di meja', 'Greeting and help at the desk',
   'Cara Anda ingin disapa dan apa yang membantu Anda di meja layanan kami simpan tersandi. Yang melihat hanya petugas yang melayani Anda di meja. Bila Anda meminta salinan data Anda, ini ikut di dalamnya. Tidak dipakai untuk hal lain: tidak untuk daftar, laporan, angka, atau pesan. Izin bisa dicabut kapan saja dengan satu tombol; yang Anda sampaikan langsung dihapus. Tanpa izin ini layanan tetap sama.',
   'How you like to be greeted and what helps you at the desk is kept sealed. Only staff who serve you at the desk see it. If you ask for a copy of your data, it is part of it. It is used for nothing else: no lists, reports, figures or messages. You can take the consent back at any time with one button, and what you said is deleted at once. Without this consent the service is the same.',
   '2026-11-30T00:00:00+07:00', 'Lumbung');

create table member_desk_help (
  member_id bigint primary key references member on delete cascade,
  -- greeting, needs and own words together, AES-256-GCM by the key named beside it: nonce, tag, text
  sealed bytea not null,
  key_id text not null,
  updated_at timestamptz not null
);
