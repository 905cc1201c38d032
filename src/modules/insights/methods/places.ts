import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/laporan/nasional',
    at: 'reports/national',
    network: true,
    label: m.methods_title,
    words: ['IPLM', 'KTAK', 'TGM', 'SNP', 'LPPD', 'IKM', 'indikator kinerja', 'national indicators', 'ISO 2789'],
  },
  {
    href: '/staf/laporan/nasional/penduduk',
    at: 'reports/national',
    network: true,
    label: m.methods_population_title,
    words: ['jumlah penduduk', 'per kapita', 'BPS', 'residents'],
  },
];
