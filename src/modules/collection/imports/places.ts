import { m } from '#i18n/messages';
import type { FirstStep, StaffPlace } from '#platform/places';
import { hasImported } from './data/first-steps.queries.ts';

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
      'CSV SLiMS',
      'INLISLite',
      'Koha',
      'pindah dari Koha',
      'migrasi',
    ],
  },
];

/** What a new network does first, and by what it is seen to be done. */
export const firstSteps: readonly FirstStep[] = [
  {
    key: 'import',
    label: m.start_import,
    note: m.start_import_note,
    says: m.start_import_done,
    goes: { href: '/staf/impor', label: m.start_import_does },
    isDone: async ({ db }) => hasImported(db),
  },
];
