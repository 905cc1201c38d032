import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/laporan/telaah',
    at: 'reports/shelf',
    label: m.analyses_title,
    words: [
      'analisis',
      'jam ramai',
      'daftar beli',
      'rasio pesanan',
      'perputaran koleksi',
      'angka kredit',
      'kinerja petugas',
      'kinerja user',
      'kataloger',
      'staff activity',
      'hold ratio',
      'turnover',
    ],
  },
];
