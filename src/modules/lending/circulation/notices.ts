import { z } from 'zod';
import {
  dayValue,
  defineNotice,
  exampleInDays,
  instantValue,
  momentInWords,
  neededWords,
  titleValue,
  type NoticeKind,
  type NoticePlace,
} from '#modules/people/notifications';
import { requiredText } from '#platform/requests/parse-input';
import { formatDate, formatMinute } from '#shared/dates';
import { m } from '#i18n/messages';

const LOAN = ['judul', 'kode', 'jatuh_tempo'] as const;
const loan = z.object({ title: titleValue, barcode: requiredText(100), dueAt: instantValue });
const loanWords = ({ title, barcode, dueAt }: z.output<typeof loan>, place: NoticePlace) => ({
  judul: title,
  kode: barcode,
  jatuh_tempo: momentInWords(dueAt, place),
});
const book = { title: 'Laskar Pelangi', barcode: 'B00001234' };
const aLoan = { group: 'loans', values: loan, placeholders: LOAN, describe: loanWords } as const;

export const loanDueSoon = defineNotice({
  topic: 'before_due',
  ...aLoan,
  pressing: 1,
  scheduled: 'before',
  example: (now) => ({ ...book, dueAt: exampleInDays(now, 1) }),
  texts: {
    id: {
      name: 'Sebelum waktunya kembali',
      subject: 'Segera kembali: {jumlah} pinjaman',
      body: 'Sebentar lagi waktunya kembali:\n- {judul}, {jatuh_tempo}\nMasih dibaca? Perpanjang dari akun Anda bila tidak ada yang menunggu.',
      push: '- {judul}: kembali {jatuh_tempo}',
    },
    en: {
      name: 'Before due',
      subject: 'Due soon: {jumlah}',
      body: 'It is almost time to bring back:\n- {judul}, {jatuh_tempo}\nStill reading? Renew from your account if nobody is waiting.',
      push: '- {judul}: due {jatuh_tempo}',
    },
  },
});

export const loanDue = defineNotice({
  topic: 'due',
  ...aLoan,
  pressing: 4,
  scheduled: 'day',
  example: (now) => ({ ...book, dueAt: exampleInDays(now, 0) }),
  texts: {
    id: {
      name: 'Hari kembali',
      subject: 'Hari ini kembali: {jumlah} pinjaman',
      body: 'Hari ini waktunya kembali:\n- {judul}, {jatuh_tempo}\nPerpanjang dari akun Anda bila tidak ada yang menunggu, atau kembalikan di perpustakaan mana saja.',
      push: '- {judul}: kembali hari ini',
    },
    en: {
      name: 'Due today',
      subject: 'Due today: {jumlah}',
      body: 'Today it is time to bring back:\n- {judul}, {jatuh_tempo}\nRenew from your account if nobody is waiting, or return it at any of our libraries.',
      push: '- {judul}: due today',
    },
  },
});

const lateLoan = loan.extend({ lateDays: z.number().int().min(1) });
const aLateLoan = {
  group: 'loans',
  scheduled: 'after',
  values: lateLoan,
  placeholders: [...LOAN, 'hari_terlambat'],
  describe: ({ lateDays, ...late }: z.output<typeof lateLoan>, place: NoticePlace) => ({
    ...loanWords(late, place),
    hari_terlambat: String(lateDays),
  }),
} as const;

/** The three reminders after the day. */
export const loanOverdue = {
  overdue_1: defineNotice({
    topic: 'overdue_1',
    ...aLateLoan,
    pressing: 5,
    example: (now) => ({ ...book, dueAt: exampleInDays(now, -1), lateDays: 1 }),
    texts: {
      id: {
        name: 'Terlambat, pengingat 1',
        subject: 'Lewat waktu: {jumlah} pinjaman',
        body: 'Pinjaman ini sudah lewat waktunya:\n- {judul}, seharusnya {jatuh_tempo} (terlambat {hari_terlambat} hari)\nKembalikan di perpustakaan mana saja. Pembaca lain mungkin menunggu.',
        push: '- {judul}: terlambat {hari_terlambat} hari',
      },
      en: {
        name: 'Overdue, reminder 1',
        subject: 'Overdue: {jumlah}',
        body: 'These loans are overdue:\n- {judul}, was due {jatuh_tempo} (days late: {hari_terlambat})\nReturn them at any of our libraries. Another reader may be waiting.',
        push: '- {judul}: days late {hari_terlambat}',
      },
    },
  }),
  overdue_2: defineNotice({
    topic: 'overdue_2',
    ...aLateLoan,
    pressing: 6,
    example: (now) => ({ ...book, dueAt: exampleInDays(now, -7), lateDays: 7 }),
    texts: {
      id: {
        name: 'Terlambat, pengingat 2',
        subject: 'Pengingat kedua: {jumlah} pinjaman belum kembali',
        body: 'Kami ingatkan lagi, pinjaman ini belum kembali:\n- {judul} ({kode}), seharusnya {jatuh_tempo} (terlambat {hari_terlambat} hari)\nBila buku hilang atau ada halangan, beri tahu kami; kita cari jalan keluarnya.',
        push: '- {judul}: terlambat {hari_terlambat} hari, mohon dikembalikan',
      },
      en: {
        name: 'Overdue, reminder 2',
        subject: 'Second reminder, overdue: {jumlah}',
        body: 'We remind you again that these loans have not come back:\n- {judul} ({kode}), was due {jatuh_tempo} (days late: {hari_terlambat})\nIf a book is lost or something stands in the way, tell us; we will find a way.',
        push: '- {judul}: days late {hari_terlambat}, please bring it back',
      },
    },
  }),
  overdue_3: defineNotice({
    topic: 'overdue_3',
    ...aLateLoan,
    pressing: 7,
    example: (now) => ({ ...book, dueAt: exampleInDays(now, -30), lateDays: 30 }),
    texts: {
      id: {
        name: 'Terlambat, pengingat 3',
        subject: 'Pengingat terakhir: {jumlah} pinjaman belum kembali',
        body: 'Ini pengingat terakhir sebelum surat resmi. Pinjaman ini belum kembali:\n- {judul} ({kode}), seharusnya {jatuh_tempo} (terlambat {hari_terlambat} hari)\nKembalikan di perpustakaan mana saja, atau hubungi kami bila buku hilang.',
        push: '- {judul}: terlambat {hari_terlambat} hari, pengingat terakhir',
      },
      en: {
        name: 'Overdue, reminder 3',
        subject: 'Last reminder, overdue: {jumlah}',
        body: 'This is the last reminder before a formal letter. These loans have not come back:\n- {judul} ({kode}), was due {jatuh_tempo} (days late: {hari_terlambat})\nReturn them at any of our libraries, or tell us if a book is lost.',
        push: '- {judul}: days late {hari_terlambat}, last reminder',
      },
    },
  }),
};

/** Where it waits: a library; or a stop of it, with the next visit where one is planned. `until`: the last instant. */
const hold = z.object({
  title: titleValue,
  place: neededWords(200),
  stop: neededWords(200).nullish(),
  visit: z.object({ on: dayValue, opensMinute: z.number().int(), closesMinute: z.number().int() }).nullish(),
  until: instantValue.nullable(),
});
const aHold = {
  group: 'holds',
  values: hold,
  placeholders: ['judul', 'tempat', 'batas_ambil'],
  describe: (values: z.output<typeof hold>, place: NoticePlace) => ({
    judul: values.title,
    tempat: whereToCollect(values, place),
    batas_ambil: values.until === null ? '–' : momentInWords(values.until, place),
  }),
  example: (now: Date) => ({ title: book.title, place: 'Perpustakaan Kota', until: exampleInDays(now, 3) }),
} as const;

export const holdWaiting = defineNotice({
  topic: 'hold_waiting',
  ...aHold,
  pressing: 2,
  texts: {
    id: {
      name: 'Pesanan siap diambil',
      subject: 'Siap diambil: {jumlah} pesanan',
      body: 'Pesanan Anda sudah siap:\n- {judul} di {tempat}, kami simpan sampai {batas_ambil}\nBawa kartu atau kode QR dari akun Anda.',
      push: '- {judul} siap diambil di {tempat} sampai {batas_ambil}',
    },
    en: {
      name: 'Hold waiting',
      subject: 'Ready to collect: {jumlah}',
      body: 'What you reserved is ready:\n- {judul} at {tempat}, kept until {batas_ambil}\nBring your card or the QR code from your account.',
      push: '- {judul} is ready at {tempat} until {batas_ambil}',
    },
  },
});

export const holdExpiring = defineNotice({
  topic: 'hold_expiring',
  ...aHold,
  pressing: 3,
  scheduled: 'before',
  texts: {
    id: {
      name: 'Pesanan segera habis masanya',
      subject: 'Segera diambil: {jumlah} pesanan',
      body: 'Pesanan ini masih menunggu Anda:\n- {judul} di {tempat}, hanya sampai {batas_ambil}\nSesudah itu giliran pembaca berikutnya. Tidak jadi? Batalkan dari akun Anda.',
      push: '- {judul} di {tempat}, hanya sampai {batas_ambil}',
    },
    en: {
      name: 'Hold expiring',
      subject: 'Collect soon: {jumlah}',
      body: "This is still waiting for you:\n- {judul} at {tempat}, only until {batas_ambil}\nAfter that it is the next reader's turn. Changed your mind? Cancel from your account.",
      push: '- {judul} at {tempat}, only until {batas_ambil}',
    },
  },
});

/** The library; for a stop of it the stop, and when it comes there next. */
function whereToCollect({ place, stop, visit }: z.output<typeof hold>, { language }: NoticePlace): string {
  if (!stop) return place;
  const options = { locale: language };
  if (!visit) return m.notice_hold_stop({ place, stop }, options);
  const hours = `${formatMinute(visit.opensMinute, language)}–${formatMinute(visit.closesMinute, language)}`;
  return m.notice_hold_visit({ place, stop, date: formatDate(visit.on, language, 'full'), hours }, options);
}

const receiptLine = z.object({
  kind: z.enum(['loan', 'renewal', 'return', 'payment']),
  title: titleValue,
  barcode: z.string().max(100),
  dueAt: instantValue.nullable(),
});

/** What was done at a desk or a kiosk just now. */
export const receiptNotice = defineNotice({
  topic: 'receipt',
  group: 'receipts',
  immediate: true,
  values: z.object({ lines: z.array(receiptLine).min(1) }),
  placeholders: ['rincian'],
  needed: 'rincian',
  describe: ({ lines }, place) => lines.map((line) => ({ rincian: inOneLine(line, place) })),
  example: (now) => ({
    lines: [
      { kind: 'return' as const, ...book, dueAt: null },
      { kind: 'loan' as const, title: 'Bumi Manusia', barcode: 'B00004321', dueAt: exampleInDays(now, 7) },
    ],
  }),
  texts: {
    id: {
      name: 'Bukti layanan',
      subject: 'Bukti layanan {perpustakaan}',
      body: 'Yang baru saja kami catat:\n- {rincian}',
      push: '- {rincian}',
    },
    en: {
      name: 'Receipt',
      subject: 'Your receipt from {perpustakaan}',
      body: 'What we have just written down:\n- {rincian}',
      push: '- {rincian}',
    },
  },
});

function inOneLine({ kind, title, barcode, dueAt }: z.output<typeof receiptLine>, place: NoticePlace): string {
  const about = { title, barcode, due: dueAt === null ? '–' : momentInWords(dueAt, place) };
  const options = { locale: place.language };
  switch (kind) {
    case 'loan':
      return m.notice_receipt_loan(about, options);
    case 'renewal':
      return m.notice_receipt_renewal(about, options);
    case 'return':
      return m.notice_receipt_return(about, options);
    case 'payment':
      return m.notice_receipt_payment({ what: title }, options);
  }
}

/** What members are told of their loans and holds. */
export const notices = [
  loanDueSoon,
  loanDue,
  loanOverdue.overdue_1,
  loanOverdue.overdue_2,
  loanOverdue.overdue_3,
  holdWaiting,
  holdExpiring,
  receiptNotice,
] as const satisfies readonly NoticeKind[];
