import type { ContentInput } from '../schema.ts';
import { freeText, GOOD, judgedAndWeighed, words } from './scales.ts';

/** Evaluation of how a programme was run. */
export const organiserEvaluation: ContentInput = {
  title: words(['Evaluasi penyelenggaraan', 'Evaluation of the organisation']),
  intro: words([
    'Tentang penyelenggaraan kegiatan ini, sekitar empat menit. Beri nilai, dan bila sempat seberapa penting bagi Anda. Tanpa nama: jawaban tidak dihubungkan dengan Anda.',
    'About how this event was run, some four minutes. Give a mark and, if you like, how important it is to you. No names: answers are not connected with you.',
  ]),
  questions: [
    ...judgedAndWeighed(GOOD, [
      ['informasi', 'Informasi sebelum kegiatan', 'Information before the event'],
      ['sarana', 'Kesiapan dan ketersediaan sarana', 'Readiness of rooms and equipment'],
      ['rencana', 'Kesesuaian pelaksanaan dengan rencana', 'Run as it was planned'],
      ['kebersihan', 'Kebersihan ruang', 'Cleanliness of the room'],
      ['bahan', 'Ketersediaan bahan', 'Materials available'],
      ['relevansi', 'Materi cocok dengan pekerjaan saya', 'The subjects fit my work'],
      ['praktik', 'Waktu untuk berlatih cukup', 'Enough time to practise'],
      ['pelayanan', 'Pelayanan terhadap peserta dan pengajar', 'Service for participants and teachers'],
      ['administrasi', 'Administrasi', 'Administration'],
      ['konsumsi', 'Konsumsi', 'Food and drink'],
    ]),
    freeText('coba', ['Satu hal yang akan Anda coba pekan depan', 'One thing you will try next week']),
    freeText('ubah', ['Yang sebaiknya diubah atau ditambah', 'What should be changed or added']),
  ],
};
