import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { countLateIssues } from './data/waiting.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'serials.manage',
        says: m.serial_waits,
        does: m.work_do_chase,
        count: async ({ db }, libraryIds) => countLateIssues(db, libraryIds),
      },
    ],
    href: '/staf/berkala',
    at: 'collection/serials',
    label: m.serial_title,
    words: ['kendali terbitan berseri', 'serial control', 'majalah', 'koran', 'jurnal', 'kardex', 'langganan'],
  },
];
