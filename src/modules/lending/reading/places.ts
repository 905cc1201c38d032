import { m } from '#i18n/messages';
import type { AccountPlace, StaffPlace } from '#platform/places';
import { countToRead } from './data/waiting.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      { may: 'reviews.moderate', says: m.reviews_wait, does: m.work_do_read, count: async ({ db }) => countToRead(db) },
    ],
    href: '/staf/ulasan',
    at: 'service/reviews',
    network: true,
    label: m.reviews_queue,
    words: ['komentar', 'resensi', 'moderasi', 'reviews'],
  },
];

/** Its pages in a member's account. */
export const accountPlaces: readonly AccountPlace[] = [
  { href: '/akun/daftar', group: 'reading', label: m.lists_title },
  { href: '/akun/riwayat', group: 'reading', label: m.history_title },
  { href: '/akun/ulasan', group: 'reading', label: m.reviews_own },
];
