import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/loker',
    at: 'desk/rooms',
    label: m.lockers_title,
    words: ['locker', 'penitipan', 'titip tas', 'kunci'],
    acts: [{ href: '/staf/loker', label: m.lockers_act_hand, words: ['kunci loker', 'titip barang'] }],
  },
];
