import { z } from 'zod';
import { defineNotice, shortened, titleValue, type NoticeKind } from '#modules/people/notifications';
import { m } from '#i18n/messages';

const newsWords = {
  received: m.service_notice_received,
  answered: m.service_notice_answered,
  waiting: m.service_notice_waiting,
  resolved: m.service_notice_resolved,
  handed_over: m.service_notice_handed_over,
  changed: m.service_notice_changed,
};

/**
 * What the library says to whoever sent a ticket. `answer`: its words; `change`: what changed because of it; `byMail`: it came by e-mail, and its sender
 * has no code; `byChat`: the same of WhatsApp, where we hear an answer; `asksRating`: the link asks whether it was solved.
 */
export const ticketNews = defineNotice({
  topic: 'ticket',
  group: 'holds',
  values: z.object({
    number: shortened(40),
    title: titleValue,
    news: z.enum(['received', 'answered', 'waiting', 'resolved', 'handed_over', 'changed']),
    answer: shortened(3000),
    change: shortened(500),
    byMail: z.boolean().optional(),
    byChat: z.boolean().optional(),
    asksRating: z.boolean().optional(),
  }),
  placeholders: ['tiket', 'perihal', 'kabar', 'jawaban', 'perubahan'],
  needed: 'kabar',
  describe: (
    { number, title, news, answer, change, byMail = false, byChat = false, asksRating = false },
    { language },
  ) => ({
    tiket: number,
    perihal: title,
    kabar: [
      newsWords[news]({}, { locale: language }),
      ...(byMail ? [m.service_notice_by_mail({}, { locale: language })] : []),
      ...(byChat ? [m.service_notice_by_chat({}, { locale: language })] : []),
      ...(asksRating ? [m.service_notice_asks_rating({}, { locale: language })] : []),
    ].join(' '),
    jawaban: answer,
    perubahan: change === '' ? '' : m.service_notice_change({ change }, { locale: language }),
  }),
  example: () => ({
    number: 'K-2026-00012',
    title: 'Buku sudah kembali, akun masih dipinjam',
    news: 'resolved' as const,
    answer: 'Bukunya sudah kami temukan; akun Anda sekarang bersih.',
    change: 'Alat di mobil kini dicek baterainya setiap pagi.',
  }),
  texts: {
    id: {
      name: 'Jawaban pertanyaan dan masukan Anda',
      subject: '{perihal} ({tiket})',
      body: 'Tentang yang Anda kirim kepada kami:\n- {tiket}, {perihal}. {kabar} {jawaban} {perubahan}\nBuka di sini: {tautan}',
      push: '- {perihal}: {kabar}',
    },
    en: {
      name: 'Answers to your questions and remarks',
      subject: '{perihal} ({tiket})',
      body: 'About what you sent us:\n- {tiket}, {perihal}. {kabar} {jawaban} {perubahan}\nOpen it here: {tautan}',
      push: '- {perihal}: {kabar}',
    },
  },
});

const workWords = {
  handed: m.service_work_handed,
  wrote: m.service_work_wrote,
  rated: m.service_work_rated,
  warned: m.service_work_warned,
  escalated: m.service_work_escalated,
};

/** What staff who hold or watch a ticket are told of it. */
export const ticketWork = defineNotice({
  topic: 'ticket_work',
  group: 'news',
  values: z.object({
    number: shortened(40),
    title: titleValue,
    news: z.enum(['handed', 'wrote', 'rated', 'warned', 'escalated']),
  }),
  placeholders: ['tiket', 'perihal', 'kabar'],
  needed: 'kabar',
  describe: ({ number, title, news }, { language }) => ({
    tiket: number,
    perihal: title,
    kabar: workWords[news]({}, { locale: language }),
  }),
  example: () => ({ number: 'K-2026-00012', title: 'Pintu kamar mandi rusak', news: 'warned' as const }),
  texts: {
    id: {
      name: 'Pertanyaan dan pengaduan yang Anda pegang (untuk petugas)',
      subject: '{tiket}: {kabar}',
      body: 'Untuk petugas layanan:\n- {tiket}, {perihal}. {kabar}\nBuka: {tautan}',
      push: '- {tiket}: {kabar}',
    },
    en: {
      name: 'Questions and complaints that you hold (for staff)',
      subject: '{tiket}: {kabar}',
      body: 'For staff of the service:\n- {tiket}, {perihal}. {kabar}\nOpen it: {tautan}',
      push: '- {tiket}: {kabar}',
    },
  },
});

/** Praise for somebody who works here, in the words in which it came. */
export const praisePassed = defineNotice({
  topic: 'praise',
  group: 'news',
  values: z.object({ number: shortened(40), library: titleValue, words: shortened(6000) }),
  placeholders: ['tiket', 'perpus', 'pujian'],
  needed: 'pujian',
  describe: ({ number, library, words }) => ({ tiket: number, perpus: library, pujian: words }),
  example: () => ({
    number: 'K-2026-00031',
    library: 'Perpustakaan Kota Blitar',
    words: 'Petugas di mobil keliling sabar sekali menunggu anak saya memilih buku.',
  }),
  texts: {
    id: {
      name: 'Pujian untuk Anda (untuk petugas)',
      subject: 'Ada pujian untuk Anda',
      body: 'Seseorang memuji pelayanan Anda:\n- “{pujian}” ({tiket}, {perpus})\nTerima kasih atas pelayanan Anda. {tautan}',
      push: '- {pujian}',
    },
    en: {
      name: 'Praise for you (for staff)',
      subject: 'Somebody praised you',
      body: 'Somebody praised your service:\n- “{pujian}” ({tiket}, {perpus})\nThank you for it. {tautan}',
      push: '- {pujian}',
    },
  },
});

/** What people and staff are told of tickets. */
export const notices = [ticketNews, ticketWork, praisePassed] as const satisfies readonly NoticeKind[];
