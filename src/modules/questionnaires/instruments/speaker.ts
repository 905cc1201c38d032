import type { ContentInput } from '../schema.ts';
import { freeText, GOOD, judged, words } from './scales.ts';

/** Evaluation of a speaker, per session: the ten aspects of Indonesian training evaluations. */
export const speakerEvaluation: ContentInput = {
  title: words(['Evaluasi narasumber', 'Speaker evaluation']),
  intro: words([
    'Tentang narasumber sesi ini. Tanpa nama: jawaban tidak dihubungkan dengan Anda.',
    'About the speaker of this session. No names: answers are not connected with you.',
  ]),
  questions: [
    ...judged(GOOD, [
      ['penguasaan', 'Penguasaan materi', 'Command of the subject'],
      ['waktu', 'Ketepatan waktu', 'Keeping to time'],
      ['penyajian', 'Kehadiran dan cara menyajikan', 'Presence and presentation'],
      ['metode', 'Metode dan sarana yang dipakai', 'Methods and means used'],
      ['sikap', 'Sikap', 'Attitude'],
      ['jawaban', 'Cara menjawab pertanyaan', 'Answering questions'],
      ['bahasa', 'Penggunaan bahasa', 'Use of language'],
      ['motivasi', 'Motivasi kepada peserta', 'Motivating the participants'],
      ['kerapian', 'Kerapian', 'Appearance'],
      ['kerja_sama', 'Kerja sama dengan peserta dan panitia', 'Working with participants and organisers'],
    ]),
    freeText('pesan', ['Pesan untuk narasumber', 'A message for the speaker']),
  ],
};
