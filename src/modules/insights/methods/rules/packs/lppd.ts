import { UNITS, words } from '../inputs.ts';
import type { Figure, Input, Pack, Words } from '../pack.ts';

const computed = (code: string, name: Words, note: Words): Input => ({
  ...{ code, name, note, unit: UNITS.index, from: 'measured', of: 'network', decimals: 2, most: 1_000 },
});
const IPLM = computed(
  'lppd_iplm',
  words('IPLM', 'IPLM'),
  words(
    'Hitungan paket IPLM tahun itu; angka resmi Perpusnas, bila diisi, yang dipakai.',
    'As the IPLM pack of the year computes it; the official figure counts where it is entered.',
  ),
);
const TGM = computed(
  'lppd_tgm',
  words('TGM', 'TGM'),
  words(
    'Hitungan paket TGM tahun itu; angka resmi Perpusnas, bila diisi, yang dipakai.',
    'As the TGM pack of the year computes it; the official figure counts where it is entered.',
  ),
);
const asItIs = ({ code, name, unit }: Input, main: boolean): Figure => ({
  ...{ code: `${code}_figure`, name, unit, of: 'network', decimals: 2 },
  says: words('IKK urusan perpustakaan', 'key indicator of the library affair'),
  compute: ({ one }) => one(code),
  ...(main && { main: true as const }),
});

/** The two key indicators of the library affair in the yearly report of a local government. */
export const lppd2020: Pack = {
  key: 'lppd-2020',
  family: 'lppd',
  name: words('LPPD: indikator kinerja kunci', 'LPPD: key performance indicators'),
  version: 'Permendagri 18/2020',
  validFrom: 2020,
  source: {
    title: words(
      'Permendagri 18/2020, pelaksanaan PP 13/2019',
      'Regulation of the Minister of Home Affairs 18/2020, under PP 13/2019',
    ),
    evidence: 'seen',
    note: words('Dua IKK: IPLM dan TGM.', 'Two key indicators: IPLM and TGM.'),
  },
  outside: words('Sama seperti pada paket IPLM dan TGM.', 'As in the packs of IPLM and TGM.'),
  inputs: [IPLM, TGM],
  figures: [asItIs(IPLM, true), asItIs(TGM, false)],
};
