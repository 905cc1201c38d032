import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { countConflictsOf } from './data/waiting.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/perangkat',
    at: 'desk/bulk',
    label: m.offdesk_devices,
    words: ['tanpa internet', 'meja luring', 'offline', 'listrik padam'],
  },
  {
    waits: [
      {
        may: 'loans.check_in',
        says: m.offdesk_waits,
        does: m.work_do_decide,
        count: async ({ db }, libraryIds) => countConflictsOf(db, libraryIds),
      },
    ],
    href: '/staf/perangkat/konflik',
    at: 'desk/bulk',
    label: m.offdesk_conflicts,
    words: ['bentrok', 'konflik', 'conflicts'],
  },
];
