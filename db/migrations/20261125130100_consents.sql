-- Module members: the consent ledger (UU 27/2022 art. 20-25). Texts and events are never changed; a new wording is a new version.
create table consent_text (
  purpose text not null check (purpose in ('membership', 'reminders', 'reading_history', 'photos', 'news')),
  version integer not null check (version > 0),
  title_id text not null,
  title_en text not null,
  body_id text not null,
  body_en text not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (purpose, version)
);
insert into consent_text (purpose, version, title_id, title_en, body_id, body_en, published_at, published_by) values
  ('membership', 1, 'Pendaftaran anak sebagai anggota', 'Registration of a child as a member',
   'Orang tua atau wali mengizinkan anak menjadi anggota. Kami menyimpan nama, tanggal lahir, kelurahan, sekolah, dan buku yang sedang dibawa. Data dihapus setelah kartu lama tidak dipakai.',
   'A parent or guardian allows the child to be a member. We keep the name, birth date, kelurahan, school and the books taken home at present. The data go when the card has long been out of use.',
   '2026-11-25T00:00:00+07:00', 'Lumbung'),
  ('reminders', 1, 'Pengingat', 'Reminders',
   'Sehari sebelum buku harus kembali, kami mengirim pengingat ke nomor atau surel yang tercatat.',
   'The day before a book is due we send a reminder to the number or e-mail address on record.',
   '2026-11-25T00:00:00+07:00', 'Lumbung'),
  ('reading_history', 1, 'Menyimpan riwayat baca', 'Keeping the reading history',
   'Judul yang pernah dipinjam tetap terlihat di akun, hanya oleh pemiliknya. Tanpa izin ini, hubungan nama dengan judul dihapus beberapa waktu setelah buku kembali.',
   'Titles borrowed before stay visible in the account, to its owner alone. Without this consent the link between name and title is cut some time after the book came back.',
   '2026-11-25T00:00:00+07:00', 'Lumbung'),
  ('photos', 1, 'Foto kegiatan', 'Photos of activities',
   'Foto kegiatan yang memuat anggota boleh dipasang di papan kabar dan laporan. Sebelum dimuat di luar perpustakaan, kami bertanya lagi.',
   'Photos of activities that show the member may be put on the notice board and in reports. Before they appear outside the library we ask again.',
   '2026-11-25T00:00:00+07:00', 'Lumbung'),
  ('news', 1, 'Kabar kegiatan', 'News of activities',
   'Paling banyak dua pesan sebulan tentang kegiatan perpustakaan terdekat.',
   'At most two messages a month about what happens at the nearest library.',
   '2026-11-25T00:00:00+07:00', 'Lumbung');

create table consent_event (
  id bigint generated always as identity primary key,
  member_id bigint not null references member,
  purpose text not null,
  text_version integer not null,
  act text not null check (act in ('given', 'withdrawn')),
  -- who speaks: the member, or the guardian for a member below 18
  given_by text not null check (given_by in ('member', 'guardian')),
  guardian_name text,
  guardian_relation text,
  guardian_contact text,
  -- desk = said before a librarian, paper = a signed sheet, web = in the account, email = confirmed by a code
  channel text not null check (channel in ('desk', 'paper', 'web', 'email')),
  at timestamptz not null,
  recorded_by text not null,
  foreign key (purpose, text_version) references consent_text (purpose, version)
);
create index consent_event_member on consent_event (member_id, purpose, id);

-- An erasure may take a name out of a ledger; it says so first, within its transaction. Nothing else changes a row.
create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_setting('lumbung.redaction', true) = 'on' then
    return null;
  end if;
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger consent_event_append_only before update or delete on consent_event
  for each statement execute function ledger_is_append_only();
create trigger consent_text_append_only before update or delete on consent_text
  for each statement execute function ledger_is_append_only();

-- What the ledger says of the guardian's consent to the membership, kept beside the member for the desk.
-- unknown = from before the ledger (imports): shown, asked for, and refuses nothing.
alter table member add guardian_consent text not null default 'unknown'
  check (guardian_consent in ('unknown', 'missing', 'given'));
