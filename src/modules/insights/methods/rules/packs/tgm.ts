import { decimal, plus, times } from '../fraction.ts';
import { entered, UNITS, words } from '../inputs.ts';
import type { Asked, Input, Pack, Words } from '../pack.ts';

const part = (code: string, name: Words): Input =>
  entered(
    code,
    name,
    UNITS.score,
    words(
      'Skor 0–100 dari survei kegemaran membaca; cara menilai tiap jawaban belum ditemukan.',
      'Score 0–100 of the reading survey; how each answer is scored was not found.',
    ),
    { of: 'network', decimals: 2, most: 100 },
  );
const PARTS: readonly (readonly [Input, string])[] = [
  [part('tgm_fm', words('Frekuensi membaca per minggu (FM)', 'Frequency of reading a week (FM)')), '0.3'],
  [part('tgm_dm', words('Durasi membaca per hari (DM)', 'Duration of reading a day (DM)')), '0.3'],
  [part('tgm_jb', words('Buku dibaca per triwulan (JB)', 'Books read in three months (JB)')), '0.3'],
  [
    part('tgm_fai', words('Frekuensi akses internet per minggu (FAI)', 'Frequency of going online a week (FAI)')),
    '0.05',
  ],
  [part('tgm_dai', words('Durasi akses internet per hari (DAI)', 'Duration of going online a day (DAI)')), '0.05'],
];

function compute({ one }: Asked) {
  const weighed = PARTS.map(([{ code }, weight]) => {
    const score = one(code);
    return score && times(score, decimal(weight));
  });
  const known = weighed.filter((one) => one !== null);
  return known.length === PARTS.length ? known.reduce(plus) : null;
}

/** Reading interest, with the five bands of Kabupaten Blitar’s metadata. */
export const tgm2020: Pack = {
  key: 'tgm-2020',
  family: 'tgm',
  name: words('TGM, Tingkat Kegemaran Membaca', 'TGM, fondness of reading'),
  version: '2020–2024',
  validFrom: 2017,
  source: {
    title: words('Metadata indikator TGM Kabupaten Blitar', 'Metadata of the indicator, Kabupaten Blitar'),
    evidence: 'seen',
    note: words(
      'Skala lima pita; laporan nasional 2023 memakai skala empat pita (66,77 disebut sedang). Instrumen 2025 belum terlihat dan akan menjadi paket sendiri.',
      'A scale of five bands; the national report of 2023 uses four (66.77 is called medium). The instrument of 2025 was not seen and will be a pack of its own.',
    ),
  },
  outside: words('Yang tidak masuk sampel survei.', 'Who was not in the sample of the survey.'),
  inputs: PARTS.map(([input]) => input),
  figures: [
    {
      code: 'tgm',
      name: words('Tingkat Kegemaran Membaca', 'Fondness of reading'),
      unit: UNITS.index,
      of: 'network',
      decimals: 2,
      main: true,
      says: words('0,3 FM + 0,3 DM + 0,3 JB + 0,05 FAI + 0,05 DAI', '0.3 FM + 0.3 DM + 0.3 JB + 0.05 FAI + 0.05 DAI'),
      bands: [
        { from: '0', name: words('sangat rendah', 'very low') },
        { from: '20.1', name: words('rendah', 'low') },
        { from: '40.1', name: words('sedang', 'medium') },
        { from: '60.1', name: words('tinggi', 'high') },
        { from: '80.1', name: words('sangat tinggi', 'very high') },
      ],
      bandDecimals: 1,
      compute,
    },
  ],
};
