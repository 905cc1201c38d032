import type { ContentInput } from '../schema.ts';
import { AGREE, freeText, IMPORTANT, judged, section, words } from './scales.ts';

/** Reaction, learning, behaviour, result: four levels of evaluation (Kirkpatrick), with how important each subject is. */
export const fourLevels: ContentInput = {
  title: words(['Reaksi, belajar, perilaku, hasil', 'Reaction, learning, behaviour, result']),
  intro: words(['Empat bagian singkat, sekitar enam menit.', 'Four short parts, some six minutes.']),
  paged: true,
  questions: [
    section('reaksi', ['Bagian 1: reaksi', 'Part 1: reaction'], ['Bagaimana kegiatannya.', 'How it was.']),
    ...judged(AGREE, [
      ['r_senang', 'Saya senang mengikuti kegiatan ini', 'I enjoyed taking part'],
      ['r_cocok', 'Isinya cocok dengan pekerjaan saya', 'It fits my work'],
      ['r_saran', 'Saya akan menyarankannya kepada rekan', 'I would recommend it to colleagues'],
    ]),
    section('belajar', ['Bagian 2: belajar', 'Part 2: learning'], ['Apa yang bertambah.', 'What was added.']),
    ...judged(AGREE, [
      ['b_tahu', 'Pengetahuan saya bertambah', 'I know more than before'],
      ['b_bisa', 'Saya bisa melakukan yang dilatihkan', 'I can do what was practised'],
      ['b_yakin', 'Saya yakin bisa mengajarkannya', 'I am confident that I can teach it'],
    ]),
    {
      id: 'b_bisa_penting',
      kind: 'likert',
      label: words(['Seberapa penting kemampuan itu bagi Anda?', 'How important is this skill for you?']),
      options: IMPORTANT,
      importanceOf: 'b_bisa',
    },
    section(
      'perilaku',
      ['Bagian 3: perilaku', 'Part 3: behaviour'],
      ['Apa yang berubah di tempat kerja.', 'What changed at work.'],
    ),
    {
      id: 'p_sudah',
      kind: 'single',
      label: words(['Sudahkah Anda menerapkan yang dipelajari?', 'Have you used what you learned?']),
      required: true,
      options: [
        { value: 'sudah', label: words(['Sudah', 'Yes']) },
        { value: 'sebagian', label: words(['Sebagian', 'In part']) },
        { value: 'belum', label: words(['Belum', 'Not yet']) },
      ],
    },
    {
      ...freeText('p_kendala', ['Apa yang menghalangi?', 'What stood in the way?']),
      when: { question: 'p_sudah', is: 'any_of', values: ['sebagian', 'belum'] },
    },
    section(
      'hasil',
      ['Bagian 4: hasil', 'Part 4: result'],
      ['Apa yang didapat perpustakaan dan warga.', 'What library and citizens gained.'],
    ),
    ...judged(AGREE, [
      ['h_layanan', 'Layanan perpustakaan saya menjadi lebih baik', 'Service at my library has improved'],
      ['h_warga', 'Warga merasakan perubahannya', 'Citizens notice the change'],
    ]),
    freeText('h_cerita', ['Ceritakan satu hasil', 'Tell of one result']),
  ],
};
