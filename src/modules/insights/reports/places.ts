import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/laporan/kepala',
    at: 'reports/dashboard',
    label: m.board_kepala,
    words: ['ringkasan kepala', 'dasbor kepala perpustakaan', 'capaian', 'head dashboard'],
  },
  {
    href: '/staf/laporan/koleksi',
    at: 'reports/dashboard',
    label: m.board_koleksi,
    words: ['dasbor koleksi', 'judul terlaris', 'collection dashboard'],
  },
  {
    href: '/staf/laporan/kegiatan',
    at: 'reports/dashboard',
    label: m.board_kegiatan,
    words: ['dasbor kegiatan', 'peserta kegiatan', 'programme dashboard'],
  },
  {
    href: '/staf/laporan/kota',
    at: 'reports/dashboard',
    label: m.board_kota,
    words: ['ringkasan kota', 'kepala dinas', 'per penduduk', 'city dashboard'],
  },
  {
    href: '/staf/laporan/semua',
    at: 'reports/shelf',
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
    at: 'reports/shelf',
    label: m.reports_build,
    words: ['rekap sendiri', 'custom recapitulation', 'pembuat laporan', 'report builder'],
  },
];
