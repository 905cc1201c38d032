import { z } from 'zod';
import {
  dayValue,
  defineNotice,
  exampleInDays,
  neededWords,
  type NoticeKind,
  type NoticePlace,
} from '#modules/people/notifications';
import { requiredText } from '#platform/requests/parse-input';
import { formatDate } from '#shared/dates';

const BULK = ['nomor_paket', 'sisa', 'jatuh_tempo', 'penanggung_jawab'] as const;
/** `away` copies are still out, `contact` answers for them. */
const bulkLoan = z.object({
  number: requiredText(60),
  away: z.number().int().min(1),
  contact: neededWords(120),
  dueOn: dayValue,
});
const words = ({ number, away, contact, dueOn }: z.output<typeof bulkLoan>, { language }: NoticePlace) => ({
  nomor_paket: number,
  sisa: String(away),
  jatuh_tempo: formatDate(dueOn, language, 'full'),
  penanggung_jawab: contact,
});
const dueIn = (now: Date, days: number) => ({
  number: 'PP-KOTA-2026-0007',
  away: 40,
  contact: 'Sri Wahyuni',
  dueOn: exampleInDays(now, days).slice(0, 10),
});
const aBulkLoan = { group: 'loans', values: bulkLoan, placeholders: BULK, describe: words } as const;

export const bulkLoanDueSoon = defineNotice({
  topic: 'bulk_before_due',
  ...aBulkLoan,
  example: (now) => dueIn(now, 1),
  texts: {
    id: {
      name: 'Pinjaman paket, sebelum waktunya',
      subject: 'Segera kembali: pinjaman paket',
      body: 'Pinjaman paket ini sebentar lagi waktunya kembali:\n- {nomor_paket}, {sisa} buku, {jatuh_tempo} (penanggung jawab {penanggung_jawab})\nMasih dipakai? Hubungi kami sebelum hari itu; waktunya bisa diperpanjang.',
      push: '- {nomor_paket}: {sisa} buku kembali {jatuh_tempo}',
    },
    en: {
      name: 'Bulk loan, before it is due',
      subject: 'Due soon: bulk loan',
      body: 'This bulk loan is due soon:\n- {nomor_paket}, {sisa} books, {jatuh_tempo} (in the care of {penanggung_jawab})\nStill in use? Ask us before that day; it can be given more time.',
      push: '- {nomor_paket}: {sisa} books due {jatuh_tempo}',
    },
  },
});

export const bulkLoanDue = defineNotice({
  topic: 'bulk_due',
  ...aBulkLoan,
  example: (now) => dueIn(now, 0),
  texts: {
    id: {
      name: 'Pinjaman paket, hari kembali',
      subject: 'Hari ini kembali: pinjaman paket',
      body: 'Hari ini hari terakhir pinjaman paket ini:\n- {nomor_paket}, {sisa} buku (penanggung jawab {penanggung_jawab})\nKembalikan kotaknya di perpustakaan mana saja, atau hubungi kami untuk memperpanjang.',
      push: '- {nomor_paket}: {sisa} buku kembali hari ini',
    },
    en: {
      name: 'Bulk loan, day it is due',
      subject: 'Due today: bulk loan',
      body: 'Today is the last day of this bulk loan:\n- {nomor_paket}, {sisa} books (in the care of {penanggung_jawab})\nBring the boxes back to any of our libraries, or ask us for more time.',
      push: '- {nomor_paket}: {sisa} books due today',
    },
  },
});

/** `nth`: which of the three reminders. */
export const bulkLoanOverdue = defineNotice({
  topic: 'bulk_overdue',
  group: 'loans',
  values: bulkLoan.extend({ lateDays: z.number().int().min(1), nth: z.number().int().min(1).max(3) }),
  placeholders: [...BULK, 'hari_terlambat', 'pengingat'],
  describe: ({ lateDays, nth, ...loan }, place) => ({
    ...words(loan, place),
    hari_terlambat: String(lateDays),
    pengingat: String(nth),
  }),
  example: (now) => ({ ...dueIn(now, -7), lateDays: 7, nth: 2 }),
  texts: {
    id: {
      name: 'Pinjaman paket terlambat',
      subject: 'Lewat waktu: pinjaman paket, pengingat {pengingat}',
      body: 'Pinjaman paket ini belum kembali semuanya:\n- {nomor_paket}, masih {sisa} buku, seharusnya {jatuh_tempo} (terlambat {hari_terlambat} hari, penanggung jawab {penanggung_jawab})\nIni pengingat ke-{pengingat}. Bila ada buku yang hilang, beri tahu kami; kita cari jalan keluarnya.',
      push: '- {nomor_paket}: masih {sisa} buku, terlambat {hari_terlambat} hari',
    },
    en: {
      name: 'Bulk loan overdue',
      subject: 'Overdue: bulk loan, reminder {pengingat}',
      body: 'This bulk loan is not back in full:\n- {nomor_paket}, {sisa} books still out, due {jatuh_tempo} ({hari_terlambat} days late, in the care of {penanggung_jawab})\nThis is reminder {pengingat}. If a book is lost, tell us; we will find a way.',
      push: '- {nomor_paket}: {sisa} books still out, {hari_terlambat} days late',
    },
  },
});

/** What institutions are told of their bulk loans. */
export const notices = [bulkLoanDueSoon, bulkLoanDue, bulkLoanOverdue] as const satisfies readonly NoticeKind[];
