import type { ContentInput } from '../schema.ts';
import { freeText, scale, section, words } from './scales.ts';

type Question = ContentInput['questions'][number];

/** Whether something was done, as somebody saw it. */
const SEEN = scale([
  ['Tidak', 'No'],
  ['Sebagian', 'In part'],
  ['Ya', 'Yes'],
]);

const seen = (items: readonly (readonly [question: string, id: string, en: string])[]): Question[] =>
  items.map(([id, named, english]) => ({
    ...{ id, kind: 'likert' as const, label: words([named, english]), required: true, options: SEEN },
  }));

const BEHAVIOUR = [
  ['salam', 'Menyapa lebih dulu, dengan senyum dan kontak mata', 'Greets first, with a smile and looking at people'],
  ['perhatian', 'Berhenti dari pekerjaan lain saat melayani', 'Leaves other work while serving'],
  ['dengar', 'Mendengarkan sampai selesai dan mengulang yang diminta', 'Listens to the end and repeats what was asked'],
  ['bahasa', 'Memakai bahasa yang mudah dipahami', 'Speaks so that everybody understands'],
  ['antar', 'Mengantar ke rak atau ruang, tidak sekadar menunjuk', 'Walks along to the shelf instead of pointing'],
  ['pilihan', 'Menawarkan pilihan bila yang dicari tidak ada', 'Offers something else when it is not there'],
  [
    'setara',
    'Melayani semua orang setara: anak, lansia, difabel',
    'Serves all alike: children, elderly, disabled people',
  ],
  ['tutup', 'Menanyakan “ada lagi?” dan berterima kasih', 'Asks whether there is anything else, and thanks'],
] as const;

/** What a colleague looks at beside a desk: behaviour and the place, never a person. */
export const serviceChecklist: ContentInput = {
  title: words(['Daftar periksa perilaku layanan', 'Checklist of service behaviour']),
  intro: words([
    'Diisi setelah mengamati satu meja sekitar lima belas menit. Yang diperiksa perilaku layanan, bukan orangnya: jangan menulis nama petugas.',
    'Filled in after watching a desk for some fifteen minutes. It is about service, not about a person: leave out names.',
  ]),
  questions: [
    section('perilaku', ['Perilaku layanan', 'Behaviour']),
    ...seen(BEHAVIOUR),
    section('tempat', ['Tempat dan kesiapan', 'The place']),
    ...seen([
      ['rapi', 'Meja rapi dan petugas mengenakan tanda pengenal', 'The desk is tidy and staff wear their badges'],
      ['jadwal', 'Jam buka dan tarif terbaca dari pintu', 'Opening hours and charges can be read from the door'],
      ['masukan', 'Cara menyampaikan pengaduan terlihat', 'It can be seen how to complain'],
    ]),
    freeText('baik', ['Yang sudah baik dan patut ditiru', 'What was good and worth copying']),
    freeText('perbaiki', ['Satu hal yang diperbaiki lebih dulu', 'One thing to better first']),
  ],
};

/** What a visitor reports whom the desk does not know: one errand from the door to the goodbye. */
export const mysteryVisit: ContentInput = {
  title: words(['Kunjungan tanpa pemberitahuan', 'Mystery visit']),
  intro: words([
    'Untuk pengunjung yang diminta datang seperti pembaca biasa. Isi segera setelah pulang; jangan menulis nama petugas.',
    'For visitors who were asked to come like any reader. Fill it in soon after; leave out names of staff.',
  ]),
  questions: [
    {
      id: 'keperluan',
      kind: 'single',
      label: words(['Keperluan Anda', 'Your errand']),
      required: true,
      options: [
        { value: 'buku', label: words(['Mencari buku tertentu', 'Looking for a certain book']) },
        { value: 'topik', label: words(['Bertanya tentang suatu topik', 'Asking about a subject']) },
        { value: 'kartu', label: words(['Menjadi anggota', 'Joining']) },
        { value: 'pinjam', label: words(['Meminjam atau mengembalikan', 'Borrowing or returning']) },
        { value: 'telepon', label: words(['Bertanya lewat telepon atau pesan', 'Asking by phone or message']) },
      ],
    },
    {
      id: 'tunggu',
      kind: 'single',
      label: words(['Berapa lama sampai dilayani?', 'How long until somebody served you?']),
      required: true,
      options: [
        { value: 'segera', label: words(['Segera', 'At once']) },
        { value: 'lima', label: words(['Kurang dari lima menit', 'Less than five minutes']) },
        { value: 'sepuluh', label: words(['Lima sampai sepuluh menit', 'Five to ten minutes']) },
        { value: 'lebih', label: words(['Lebih dari sepuluh menit', 'More than ten minutes']) },
        { value: 'tidak', label: words(['Tidak dilayani', 'Nobody served me']) },
      ],
    },
    ...seen(BEHAVIOUR),
    ...seen([
      ['selesai', 'Keperluan Anda selesai', 'Your errand was done'],
      ['benar', 'Jawabannya benar dan lengkap', 'The answer was right and complete'],
      ['kembali', 'Anda akan datang lagi atau mengajak orang lain', 'You would come again or bring others'],
    ]),
    freeText('kesan', ['Apa yang paling Anda ingat?', 'What do you remember most?']),
    freeText('ubah', ['Apa yang sebaiknya diubah?', 'What should be changed?']),
  ],
};
