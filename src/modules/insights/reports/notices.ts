import { z } from 'zod';
import { localizeHref } from '#i18n/runtime';
import {
  dayValue,
  defineNotice,
  firstOf,
  neededWords,
  titleValue,
  type NoticeKind,
} from '#modules/people/notifications';
import { addDays } from '#shared/dates';
import { saidDays } from './say-report.ts';

/** Where whoever gets a report says that they do not want it any more. */
const STOP = '/staf/laporan/susun';

/** So many lines of figures stand in a letter at most; the page has all. */
const MOST_LINES = 16;

/**
 * A kept report, sent to staff by themselves or by a colleague. Its figures are in the words of who gets it: names of classes and months are
 * those of the day on which it was written.
 */
export const reportSent = defineNotice({
  topic: 'report_sent',
  group: 'news',
  values: z.object({
    name: titleValue,
    about: neededWords(400),
    from: dayValue,
    to: dayValue,
    lines: firstOf(neededWords(300), MOST_LINES),
  }),
  placeholders: ['laporan', 'masa', 'rincian', 'angka', 'berhenti'],
  needed: 'berhenti',
  describe: ({ name, about, from, to, lines }, { language, publicUrl }) => ({
    laporan: name,
    masa: saidDays({ from, to }, language),
    rincian: about,
    angka: lines.map((line) => `- ${line}`).join('\n'),
    berhenti: `${publicUrl}${localizeHref(STOP, { locale: language })}#surel`,
  }),
  example: (now) => ({
    name: 'Peminjaman bulanan',
    about: 'Peminjaman menurut Kelas DDC, Perpustakaan Kota',
    from: addDays(now.toISOString().slice(0, 10), -7),
    to: addDays(now.toISOString().slice(0, 10), -1),
    lines: ['Jumlah: 1.204 (semula 1.150, +5%)', 'Kesusastraan: 640 (610)', 'Sejarah dan geografi: 564 (540)'],
  }),
  texts: {
    id: {
      name: 'Laporan lewat surel',
      subject: '{laporan}, {masa}',
      body: '{laporan}, {masa}\n{rincian}\n\n{angka}\n\nSelengkapnya, setelah masuk: {tautan}\n\nTidak ingin menerimanya lagi? Pilih “Berhenti menerima” di {berhenti}',
      push: '{laporan}, {masa}: {tautan} (berhenti: {berhenti})',
    },
    en: {
      name: 'Report by e-mail',
      subject: '{laporan}, {masa}',
      body: '{laporan}, {masa}\n{rincian}\n\n{angka}\n\nAll of it, after signing in: {tautan}\n\nNot wanted any more? Choose “Stop it” at {berhenti}',
      push: '{laporan}, {masa}: {tautan} (stop: {berhenti})',
    },
  },
});

/** What staff are told of reports. */
export const notices = [reportSent] as const satisfies readonly NoticeKind[];
