import type { ContentInput } from '../schema.ts';
import { freeText, GOOD, judgedAndWeighed, words } from './scales.ts';

/** What another edition can change: the topic, how deep it goes and how it is taught. The others are not asked twice. */
const WEIGHED = ['penguasaan', 'waktu', 'metode', 'jawaban', 'topik'];

/** Evaluation of a speaker and a topic, per session: the ten aspects of Indonesian training evaluations, and the topic. */
export const speakerEvaluation: ContentInput = {
  title: words(['Evaluasi narasumber', 'Speaker evaluation']),
  intro: words([
    'Tentang narasumber sesi ini. Tanpa nama: jawaban tidak dihubungkan dengan Anda.',
    'About the speaker of this session. No names: answers are not connected with you.',
  ]),
  questions: [
    ...judgedAndWeighed(
      GOOD,
      [
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
        ['topik', 'Kegunaan topik sesi ini di perpustakaan saya', 'Use of the topic of this session at my library'],
      ],
      WEIGHED,
    ),
    freeText('pesan', ['Pesan untuk narasumber', 'A message for the speaker']),
  ],
};
