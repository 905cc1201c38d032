import { IN, words } from '../inputs.ts';
import type { Figure, Input, Pack } from '../pack.ts';

const FOLLOWS: readonly Input[] = [IN.titles, IN.copies, IN.staff, IN.members, IN.visits];

const asItIs = ({ code, name, unit }: Input): Figure => ({
  ...{ code: `ktak_${code}`, name, unit, of: 'library', decimals: 0 },
  says: words('apa adanya', 'as it is'),
  compute: ({ one }) => one(code),
});
const inAll = ({ code, name, unit }: Input): Figure => ({
  ...{ code: `ktak_all_${code}`, unit, of: 'network', decimals: 0 },
  name: words(`${name.id}, semua`, `${name.en}, all`),
  says: words('jumlah semua perpustakaan', 'sum of all libraries'),
  compute: ({ sum }) => sum(code),
  ...(code === 'visits' && { main: true as const }),
});

/** Collection, staff, members, visits of every library, ready to be typed into the national census of libraries. */
export const ktak2024: Pack = {
  key: 'ktak-2024',
  family: 'ktak',
  name: words('KTAK: koleksi, tenaga, anggota, kunjungan', 'KTAK: collection, staff, members, visits'),
  version: '2024',
  validFrom: 2021,
  source: {
    title: words(
      'Aplikasi Pendataan Perpustakaan, data.perpusnas.go.id',
      'National census of libraries, data.perpusnas.go.id',
    ),
    evidence: 'seen',
    note: words(
      'Isi yang diminta terbaca dari laporan nasional 2024; urutan kolom formulirnya belum terlihat, jadi ketik satu per satu.',
      'What is asked was read in the national report of 2024; the order of columns of its form was not seen, so type one by one.',
    ),
  },
  outside: words('Perpustakaan yang tidak tercatat di Lumbung.', 'Libraries that are not in Lumbung.'),
  inputs: FOLLOWS,
  figures: [...FOLLOWS.map(asItIs), ...FOLLOWS.map(inAll)],
};
