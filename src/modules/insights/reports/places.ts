import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/laporan/semua',
    at: 'reports/dashboard',
    label: m.reports_all,
    words: [
      'daftar laporan',
      'laporan peminjaman',
      'laporan kunjungan',
      'laporan bulanan',
      'all reports',
      'rekapitulasi',
    ],
  },
  {
    href: '/staf/laporan/susun',
    at: 'reports/dashboard',
    label: m.reports_build,
    words: ['rekap sendiri', 'custom recapitulation', 'pembuat laporan', 'report builder'],
  },
];
