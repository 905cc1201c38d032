import type { ContentInput } from '../schema.ts';
import { AGREE, freeText, judged, words } from './scales.ts';

/** What became of it, some time after a programme. */
const followUp = (days: number): ContentInput => ({
  title: words([`Tindak lanjut ${days} hari`, `Follow-up after ${days} days`]),
  intro: words([
    `${days} hari setelah kegiatan: apa yang jadi? Sekitar tiga menit.`,
    `${days} days after the event: what came of it? Some three minutes.`,
  ]),
  questions: [
    {
      id: 'rencana',
      kind: 'single',
      label: words(['Bagaimana rencana tindak lanjut Anda?', 'How does your action plan stand?']),
      required: true,
      options: [
        { value: 'selesai', label: words(['Selesai', 'Done']) },
        { value: 'berjalan', label: words(['Sedang berjalan', 'Under way']) },
        { value: 'belum', label: words(['Belum mulai', 'Not begun']) },
        { value: 'berhenti', label: words(['Berhenti', 'Stopped']) },
      ],
    },
    {
      id: 'kendala',
      kind: 'multiple',
      label: words(['Apa yang menghalangi?', 'What stands in the way?']),
      options: [
        { value: 'waktu', label: words(['Waktu', 'Time']) },
        { value: 'biaya', label: words(['Biaya', 'Money']) },
        { value: 'izin', label: words(['Izin atau dukungan pimpinan', 'Permission or support']) },
        { value: 'alat', label: words(['Alat atau jaringan', 'Equipment or network']) },
        { value: 'orang', label: words(['Tenaga', 'People']) },
        { value: 'lain', label: words(['Lainnya', 'Something else']) },
      ],
      when: { question: 'rencana', is: 'any_of', values: ['belum', 'berhenti'] },
    },
    {
      ...freeText('bukti', ['Apa yang sudah terlihat hasilnya?', 'What results can be seen already?']),
      when: { question: 'rencana', is: 'any_of', values: ['selesai', 'berjalan'] },
    },
    ...judged(AGREE, [
      ['pakai', 'Saya memakai yang dipelajari dalam pekerjaan', 'I use at work what I learned'],
      ['dukungan', 'Pimpinan dan rekan mendukung', 'Superiors and colleagues support it'],
    ]),
    freeText('bantuan', ['Bantuan apa yang Anda perlukan?', 'What help do you need?']),
  ],
});

export const followUp30 = followUp(30);
export const followUp90 = followUp(90);
