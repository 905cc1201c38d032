import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { countAsked } from './data/waiting.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'bookings.place',
        says: m.seats_wait,
        does: m.work_do_answer,
        at: 'desk',
        count: async ({ db, clock }, libraryIds) => countAsked(db, libraryIds, clock.now()),
      },
    ],
    href: '/staf/ruang',
    at: 'desk/rooms',
    label: m.seats_title,
    words: ['booking ruang', 'pesan ruang', 'ruang baca', 'komputer', 'room booking'],
  },
];
