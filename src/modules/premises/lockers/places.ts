import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { countKeysOut } from './data/waiting.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'lockers.hand_out',
        says: m.lockers_wait,
        does: m.work_do_look,
        at: 'desk',
        count: async ({ db, clock }, libraryIds) => countKeysOut(db, libraryIds, clock.now()),
      },
    ],
    href: '/staf/loker',
    at: 'desk/rooms',
    label: m.lockers_title,
    words: ['locker', 'penitipan', 'titip tas', 'kunci'],
    acts: [{ href: '/staf/loker', label: m.lockers_act_hand, words: ['kunci loker', 'titip barang'] }],
  },
];
