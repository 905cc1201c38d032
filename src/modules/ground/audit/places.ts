import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/jejak',
    at: 'reports/trace',
    label: m.audit_title,
    words: ['log sistem', 'system log', 'riwayat', 'siapa mengubah', 'audit'],
  },
];
