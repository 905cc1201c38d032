import { z } from 'zod';
import {
  defineNotice,
  exampleInDays,
  instantValue,
  momentInWords,
  titleValue,
  type NoticeKind,
} from '#modules/people/notifications';

/** A licensed file is kept for the reader until `until`. */
export const digitalReady = defineNotice({
  topic: 'digital_ready',
  group: 'holds',
  values: z.object({ title: titleValue, until: instantValue }),
  placeholders: ['judul', 'batas_ambil'],
  describe: ({ title, until }, place) => ({ judul: title, batas_ambil: momentInWords(until, place) }),
  example: (now) => ({ title: 'Laskar Pelangi', until: exampleInDays(now, 2) }),
  texts: {
    id: {
      name: 'Giliran membaca bacaan digital',
      subject: 'Giliran Anda membaca: {jumlah}',
      body: 'Giliran Anda:\n- {judul}, disimpan untuk Anda sampai {batas_ambil}\nBuka bagian Bacaan digital di akun Anda untuk mengambilnya. Sesudah itu giliran pembaca berikutnya.',
      push: '- Giliran Anda membaca {judul}, sampai {batas_ambil}',
    },
    en: {
      name: 'Your turn for a digital file',
      subject: 'Your turn to read: {jumlah}',
      body: 'It is your turn:\n- {judul}, kept for you until {batas_ambil}\nOpen Digital reading in your account to take it. After that it goes to the next reader.',
      push: '- Your turn to read {judul}, until {batas_ambil}',
    },
  },
});

/** What readers of licensed files are told. */
export const notices = [digitalReady] as const satisfies readonly NoticeKind[];
