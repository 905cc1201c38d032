import { minus, over, times, whole, type Fraction } from '../fraction.ts';
import { IN, UNITS, words } from '../inputs.ts';
import type { Asked, Figure, Pack, Words } from '../pack.ts';

type Ask = (asked: Asked, code: string) => Fraction | null;
const together: Ask = (asked, code) => asked.sum(code);
const alone: Ask = (asked, code) => asked.one(code);

const ratio = (asked: Asked, [above, below]: readonly [string, string], ask: Ask): Fraction | null => {
  const [one, other] = [ask(asked, above), below === 'residents_city' ? asked.one(below) : ask(asked, below)];
  return one && other && over(one, other);
};
const divided = (code: string, name: Words, says: Words, parts: readonly [string, string]): Figure => ({
  ...{ code, name, says, unit: UNITS.ratio, of: 'network', decimals: 2 },
  compute: (asked) => ratio(asked, parts, together),
});
const percentUnused = (asked: Asked, ask: Ask): Fraction | null => {
  const [copies, lent] = [ask(asked, 'copies'), ask(asked, 'copies_lent')];
  const share = copies && lent && over(minus(copies, lent), copies);
  return share && times(share, whole(100));
};

const TURNOVER = words('B.2.1.1 Perputaran koleksi', 'B.2.1.1 Turnover of the collection');
const UNUSED = words('B.2.1.3 Koleksi tidak digunakan', 'B.2.1.3 Collection not used');

/** Indicators as PAKPI 2021 has them of SNI ISO 2789 and 11620. Each names its denominator; renewals stand apart from first loans. */
export const indicators2021: Pack = {
  key: 'pakpi-2021',
  family: 'indicators',
  name: words('Indikator kinerja (SNI ISO 2789 / ISO 11620)', 'Performance indicators (ISO 2789 / ISO 11620)'),
  version: 'PAKPI 2021',
  validFrom: 2013,
  source: {
    title: words('PAKPI 2021, SNI ISO 2789:2013', 'PAKPI 2021, SNI ISO 2789:2013'),
    evidence: 'seen',
    note: words('Penyebut disebut di tiap indikator.', 'Every indicator names its denominator.'),
  },
  outside: words(
    'Perpustakaan di luar Lumbung, koleksi digital, baca di tempat.',
    'Libraries outside Lumbung, digital titles, reading in the house.',
  ),
  inputs: [IN.loans, IN.renewals, IN.copies, IN.titles, IN.lent, IN.visits, IN.members, IN.residents],
  figures: [
    {
      ...divided('turnover_copies', TURNOVER, words('peminjaman ÷ eksemplar', 'loans ÷ copies'), ['loans', 'copies']),
      main: true,
    },
    divided('turnover_titles', TURNOVER, words('peminjaman ÷ judul', 'loans ÷ titles'), ['loans', 'titles']),
    divided(
      'loans_per_resident',
      words('B.2.1.2 Pinjaman per kapita', 'B.2.1.2 Loans for each resident'),
      words('peminjaman ÷ penduduk', 'loans ÷ residents'),
      ['loans', 'residents_city'],
    ),
    divided(
      'loans_per_member',
      words('B.2.1.2 Pinjaman per anggota', 'B.2.1.2 Loans for each member'),
      words('peminjaman ÷ anggota yang berlaku', 'loans ÷ members whose cards hold'),
      ['loans', 'members'],
    ),
    {
      ...{ code: 'unused', name: UNUSED, unit: UNITS.percent, of: 'network', decimals: 1 },
      says: words(
        'eksemplar yang tidak dipinjam setahun ÷ eksemplar × 100',
        'copies not lent in the year ÷ copies × 100',
      ),
      compute: (asked) => percentUnused(asked, together),
    },
    divided(
      'visits_per_resident',
      words('B.2.2.1 Kunjungan per kapita', 'B.2.2.1 Visits for each resident'),
      words('kunjungan ÷ penduduk', 'visits ÷ residents'),
      ['visits', 'residents_city'],
    ),
    divided(
      'visits_per_member',
      words('B.2.2.1 Kunjungan per anggota', 'B.2.2.1 Visits for each member'),
      words('kunjungan ÷ anggota yang berlaku', 'visits ÷ members whose cards hold'),
      ['visits', 'members'],
    ),
    {
      ...{ code: 'renewals_all', name: IN.renewals.name, unit: UNITS.loans, of: 'network', decimals: 0 },
      says: words('disebut sendiri, tidak ikut peminjaman', 'told apart, not among loans'),
      compute: (asked) => asked.sum('renewals'),
    },
    {
      ...{ code: 'library_turnover', name: TURNOVER, unit: UNITS.ratio, of: 'library', decimals: 2 },
      says: words('peminjaman ÷ eksemplar', 'loans ÷ copies'),
      compute: (asked) => ratio(asked, ['loans', 'copies'], alone),
    },
    {
      ...{ code: 'library_unused', name: UNUSED, unit: UNITS.percent, of: 'library', decimals: 1 },
      says: words(
        'eksemplar yang tidak dipinjam setahun ÷ eksemplar × 100',
        'copies not lent in the year ÷ copies × 100',
      ),
      compute: (asked) => percentUnused(asked, alone),
    },
  ],
};
