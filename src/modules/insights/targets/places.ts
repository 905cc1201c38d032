import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its page for staff, where it stands, and by which other words it is found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/laporan/target',
    at: 'reports/dashboard',
    label: m.targets_title,
    words: ['target tahunan', 'sasaran kinerja', 'capaian target', 'acuan', 'targets'],
  },
];
