import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/impor',
    at: 'collection/transfer',
    label: m.imports_nav,
    words: [
      'CSV',
      'MARC',
      'unggah',
      'upload',
      'impor data',
      'data import',
      'pindah dari SLiMS',
      'INLISLite',
      'migrasi',
    ],
  },
];
