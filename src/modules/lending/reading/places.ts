import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/ulasan',
    at: 'service/reviews',
    label: m.reviews_queue,
    words: ['komentar', 'resensi', 'moderasi', 'reviews'],
  },
];
