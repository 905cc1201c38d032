import { IN, UNITS, words } from '../inputs.ts';
import type { Asked, Band, Figure, Input, Pack } from '../pack.ts';

const SHEETS: Input = {
  ...{
    code: 'ikm_sheets',
    unit: UNITS.sheets,
    from: 'measured',
    of: 'library',
    decimals: 0,
    most: IN.visits.most,
    optional: true,
  },
  name: words('Lembar survei lengkap', 'Complete sheets of the survey'),
  note: words(
    'Lembar yang kesembilan unsurnya terisi, bila paling sedikit lima; survei di luar Lumbung tidak dihitung.',
    'Sheets with all nine elements, where there are five at least; not surveys outside Lumbung.',
  ),
};
const TOTAL: Input = {
  ...SHEETS,
  code: 'ikm_total',
  unit: UNITS.score,
  name: words('Jumlah skor sembilan unsur', 'Sum of the scores of nine elements'),
};

/** PermenPANRB 14/2017: the value is rounded to two decimals before it is graded, for the printed bands have gaps. */
const BANDS: readonly Band[] = [
  { from: '25', name: words('D, tidak baik', 'D, not good') },
  { from: '65', name: words('C, kurang baik', 'C, less than good') },
  { from: '76.61', name: words('B, baik', 'B, good') },
  { from: '88.31', name: words('A, sangat baik', 'A, very good') },
];

const index = ({ ikm }: Asked, total: ReturnType<Asked['one']>, sheets: ReturnType<Asked['one']>) =>
  total && sheets && sheets.n > 0n ? ikm(total, sheets) : null;
const shown = {
  name: words('Indeks Kepuasan Masyarakat', 'Public satisfaction index'),
  unit: UNITS.index,
  says: words(
    '25 × jumlah skor ÷ (lembar × 9), bobot tepat 1/9',
    '25 × sum of scores ÷ (sheets × 9), weight exactly 1/9',
  ),
  decimals: 2,
  bands: BANDS,
} satisfies Partial<Figure>;

/** The satisfaction index, by the rule of the questionnaires. */
export const ikm2017: Pack = {
  key: 'ikm-2017',
  family: 'ikm',
  name: words('IKM, Indeks Kepuasan Masyarakat', 'IKM, public satisfaction index'),
  version: 'PermenPANRB 14/2017',
  validFrom: 2017,
  source: {
    title: words('PermenPANRB 14 Tahun 2017', 'Regulation of the Minister 14/2017'),
    evidence: 'seen',
    note: words(
      'Bobot 1/9 dan 0,11 sama-sama dipakai dan bisa memberi mutu yang berbeda; di sini bobot tepat 1/9.',
      'Weights of 1/9 and of 0.11 are both in use and can give different grades; here it is exactly 1/9.',
    ),
  },
  outside: words(
    'Yang tidak mengisi, dan survei dengan kurang dari lima lembar lengkap.',
    'Who did not answer, and surveys with fewer than five complete sheets.',
  ),
  inputs: [TOTAL, SHEETS],
  figures: [
    {
      ...shown,
      code: 'ikm',
      of: 'network',
      main: true,
      compute: (asked) => index(asked, asked.sum('ikm_total'), asked.sum('ikm_sheets')),
    },
    {
      ...shown,
      code: 'ikm_library',
      of: 'library',
      compute: (asked) => index(asked, asked.one('ikm_total'), asked.one('ikm_sheets')),
    },
  ],
};
