import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/sistem/pindahan',
    at: 'settings/system',
    network: true,
    label: m.slims_nav,
    words: [
      'SLiMS',
      'INLISLite',
      'INLIS',
      'pindahan',
      'pindah data',
      'migrasi SLiMS',
      'pindah dari SLiMS',
      'pindah dari INLISLite',
      'dump MySQL',
      'phpMyAdmin',
      'Senayan',
      'moving in',
    ],
  },
];
