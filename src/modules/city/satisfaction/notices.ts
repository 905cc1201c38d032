import { z } from 'zod';
import { defineNotice, titleValue, type NoticeKind } from '#modules/people/notifications';
import { localizeHref } from '#i18n/runtime';
import { SERVICES } from './client.ts';
import { serviceName, usedWords } from './service-words.ts';

/** Whether somebody was content with a service that they used: `service` is the one they used last. `path`: of the form, from the root, without a language. */
export const satisfactionInvitation = defineNotice({
  topic: 'satisfaction',
  group: 'news',
  values: z.object({
    service: z.enum(SERVICES),
    library: titleValue,
    path: z
      .string()
      .regex(/^\/isi\//)
      .max(200),
  }),
  placeholders: ['pemakaian', 'layanan', 'perpustakaan', 'alamat'],
  needed: 'alamat',
  describe: ({ service, library, path }, { language, publicUrl }) => ({
    pemakaian: usedWords(service, library, language),
    layanan: serviceName(service, language),
    perpustakaan: library,
    alamat: publicUrl + localizeHref(path, { locale: language }),
  }),
  example: () => ({ service: 'loans' as const, library: 'Perpustakaan Umum Kota', path: '/isi/contoh23' }),
  texts: {
    id: {
      name: 'Undangan menilai layanan',
      subject: 'Bagaimana layanan kami?',
      body: 'Terima kasih sudah memakai layanan kami:\n- {pemakaian}. Nilai di sini, tanpa nama, sekitar lima menit: {alamat}\nKami bertanya paling banyak sekali dalam satu triwulan.',
      push: '- {pemakaian}. Bagaimana layanan kami? Nilai tanpa nama: {alamat}',
    },
    en: {
      name: 'An invitation to judge our service',
      subject: 'How was our service?',
      body: 'Thank you for using our service:\n- {pemakaian}. Judge it here, without your name, in some five minutes: {alamat}\nWe ask at most once in a quarter of the year.',
      push: '- {pemakaian}. How was our service? Judge it without your name: {alamat}',
    },
  },
});

/** What members are told. */
export const notices = [satisfactionInvitation] as const satisfies readonly NoticeKind[];
