import { z } from 'zod';
import { requestKinds } from '#modules/people/members/client';
import { requiredText } from '#platform/requests/parse-input';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';
import type { Language } from './client.ts';
import { defineNotice, type NoticeKind } from './notice-kind.ts';
import { dayValue, exampleInDays, instantValue, momentInWords, neededWords, shortened } from './notice-values.ts';

export const membershipExpiring = defineNotice({
  topic: 'membership_expiring',
  group: 'membership',
  scheduled: 'before',
  values: z.object({ expiresOn: dayValue }),
  placeholders: ['berlaku_sampai'],
  describe: ({ expiresOn }, { language }) => ({ berlaku_sampai: formatDate(expiresOn, language) }),
  example: (now) => ({ expiresOn: exampleInDays(now, 14).slice(0, 10) }),
  texts: {
    id: {
      name: 'Kartu akan berakhir',
      subject: 'Kartu anggota berlaku sampai {berlaku_sampai}',
      body: 'Kartu anggota Anda berlaku sampai {berlaku_sampai}. Perpanjang di meja layanan mana saja, gratis.',
      push: 'Kartu anggota berlaku sampai {berlaku_sampai}',
    },
    en: {
      name: 'Membership expiring',
      subject: 'Your card is valid until {berlaku_sampai}',
      body: 'Your library card is valid until {berlaku_sampai}. Renew it at any desk, free of charge.',
      push: 'Your card is valid until {berlaku_sampai}',
    },
  },
});

export const registrationAccepted = defineNotice({
  topic: 'registration',
  group: 'membership',
  immediate: true,
  values: z.object({ number: requiredText(30), expiresOn: dayValue.nullable() }),
  placeholders: ['nomor_baru', 'berlaku_sampai'],
  describe: ({ number, expiresOn }, { language }) => ({
    nomor_baru: number,
    berlaku_sampai: expiresOn === null ? '–' : formatDate(expiresOn, language),
  }),
  example: (now) => ({ number: '20261100001', expiresOn: exampleInDays(now, 365).slice(0, 10) }),
  texts: {
    id: {
      name: 'Pendaftaran diterima',
      subject: 'Selamat datang di {perpustakaan}',
      body: 'Anda sudah terdaftar sebagai anggota dengan nomor {nomor_baru}.\nKartu berlaku sampai {berlaku_sampai}.',
      push: 'Nomor anggota Anda {nomor_baru}',
    },
    en: {
      name: 'Registration accepted',
      subject: 'Welcome to {perpustakaan}',
      body: 'You are now a member. Your number is {nomor_baru}.\nThe card is valid until {berlaku_sampai}.',
      push: 'Your member number is {nomor_baru}',
    },
  },
});

/** What a member asked about their data, and what came of it. */
export const requestAnswered = defineNotice({
  topic: 'request_answered',
  group: 'membership',
  values: z.object({ kind: z.enum(requestKinds), fulfilled: z.boolean(), outcome: shortened(1000).nullable() }),
  placeholders: ['permintaan', 'jawaban', 'keterangan'],
  describe: ({ kind, fulfilled, outcome }, { language: locale }) => ({
    permintaan: requestName(kind, locale),
    jawaban: fulfilled ? m.notice_request_done({}, { locale }) : m.notice_request_refused({}, { locale }),
    keterangan: outcome ?? '',
  }),
  example: () => ({ kind: 'correct' as const, fulfilled: true, outcome: m.notice_example_outcome() }),
  texts: {
    id: {
      name: 'Permintaan data dijawab',
      subject: 'Permintaan tentang data Anda sudah dijawab',
      body: 'Permintaan Anda tentang data pribadi sudah dijawab:\n- {permintaan}: {jawaban} {keterangan}',
      push: '- {permintaan}: {jawaban}',
    },
    en: {
      name: 'Request about data answered',
      subject: 'Your request about your data was answered',
      body: 'What you asked about your personal data was answered:\n- {permintaan}: {jawaban} {keterangan}',
      push: '- {permintaan}: {jawaban}',
    },
  },
});

/** What a chat says back to what it cannot take. */
export const chatHint = defineNotice({
  topic: 'chat_hint',
  group: 'membership',
  immediate: true,
  values: z.object({ why: z.enum(['words_only', 'too_many']) }),
  placeholders: ['pesan'],
  needed: 'pesan',
  describe: ({ why }, { language: locale }) => ({
    pesan: why === 'too_many' ? m.notice_chat_too_many({}, { locale }) : m.notice_chat_words_only({}, { locale }),
  }),
  example: () => ({ why: 'words_only' as const }),
  texts: {
    id: {
      name: 'Pesan WhatsApp yang tidak bisa dibaca',
      subject: 'Pesan Anda belum terbaca',
      body: '{pesan}\n{tautan}',
      push: '{pesan}',
    },
    en: {
      name: 'A WhatsApp message that cannot be read',
      subject: 'Your message was not read',
      body: '{pesan}\n{tautan}',
      push: '{pesan}',
    },
  },
});
export type ChatHint = 'words_only' | 'too_many';

function requestName(kind: (typeof requestKinds)[number], locale: Language): string {
  const names = {
    export: m.members_request_kind_export,
    correct: m.members_request_kind_correct,
    restrict: m.members_request_kind_restrict,
    withdraw: m.members_request_kind_withdraw,
    erase: m.members_request_kind_erase,
  };
  return names[kind]({}, { locale });
}

/** Days without borrowing; `untilDate` null = until they are lifted. */
export const borrowingSuspended = defineNotice({
  topic: 'suspended',
  group: 'membership',
  values: z.object({ untilDate: dayValue.nullable(), reason: neededWords(500) }),
  placeholders: ['jeda_sampai', 'alasan'],
  describe: ({ untilDate, reason }, { language }) => ({
    jeda_sampai: untilDate === null ? '–' : formatDate(untilDate, language, 'full'),
    alasan: reason,
  }),
  example: (now) => ({ untilDate: exampleInDays(now, 3).slice(0, 10), reason: 'Laskar Pelangi' }),
  texts: {
    id: {
      name: 'Peminjaman dijeda',
      subject: 'Peminjaman dijeda sampai {jeda_sampai}',
      body: 'Peminjaman Anda dijeda:\n- sampai {jeda_sampai} ({alasan})\nMembaca di perpustakaan tetap bisa, dan tidak ada denda yang perlu dibayar untuk jeda ini.',
      push: '- Peminjaman dijeda sampai {jeda_sampai}',
    },
    en: {
      name: 'Borrowing paused',
      subject: 'Borrowing is paused until {jeda_sampai}',
      body: 'Your borrowing is paused:\n- until {jeda_sampai} ({alasan})\nYou can still read in the library, and there is nothing to pay for this pause.',
      push: '- Borrowing is paused until {jeda_sampai}',
    },
  },
});

/** The desk gave a new PIN, which took the password away. */
export const passwordCleared = defineNotice({
  topic: 'password_cleared',
  group: 'membership',
  immediate: true,
  values: z.object({ at: instantValue }),
  placeholders: ['waktu'],
  describe: ({ at }, place) => ({ waktu: momentInWords(at, place) }),
  example: (now) => ({ at: now.toISOString() }),
  texts: {
    id: {
      name: 'Kata sandi dihapus petugas',
      subject: 'PIN baru dari petugas',
      body: 'Petugas memberi PIN baru untuk kartu {nomor} pada {waktu}. Kata sandi akun Anda dihapus; buat lagi dari akun bila perlu.\nBukan Anda yang meminta? Segera hubungi {perpustakaan}.',
      push: 'PIN baru dari petugas; kata sandi akun dihapus',
    },
    en: {
      name: 'Password removed by the desk',
      subject: 'A new PIN from the desk',
      body: 'A librarian gave card {nomor} a new PIN on {waktu}. The password of your account was removed; set another in your account if you like.\nYou did not ask for it? Tell {perpustakaan} at once.',
      push: 'A new PIN from the desk; your password was removed',
    },
  },
});

const inBoth = (max: number) => z.object({ id: requiredText(max), en: requiredText(max) });

/** A text of its own, in both languages: what is told too seldom for a kind of its own. */
export const ownWords = defineNotice({
  topic: 'generic',
  group: 'news',
  values: z.object({ subject: inBoth(200), text: inBoth(4000) }),
  placeholders: ['perihal', 'pesan'],
  needed: 'pesan',
  describe: ({ subject, text }, { language }) => ({ perihal: subject[language], pesan: text[language] }),
  example: () => ({
    subject: { id: 'Jam buka berubah', en: 'New opening hours' },
    text: { id: 'Mulai Senin kami buka sampai pukul 20.00.', en: 'From Monday we are open until 8 pm.' },
  }),
  texts: {
    id: { name: 'Berita', subject: '{perihal}', body: '{pesan}', push: '{pesan}' },
    en: { name: 'News', subject: '{perihal}', body: '{pesan}', push: '{pesan}' },
  },
});

/** What is told of members themselves (decision 032), and whatever has no kind of its own. */
export const notices = [
  membershipExpiring,
  registrationAccepted,
  requestAnswered,
  borrowingSuspended,
  passwordCleared,
  chatHint,
  ownWords,
] as const satisfies readonly NoticeKind[];
