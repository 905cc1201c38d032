import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { localDate } from '#shared/dates';
import { countNewRemarks, countReviewsDue } from './data/remarks.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'standards.manage',
        says: m.promises_wait_review,
        does: m.work_do_look,
        href: '/staf/layanan/maklumat/masukan',
        count: async ({ db, clock }) => {
          const zone = await networkZone(db);
          return countReviewsDue(db, zone, localDate(clock.now(), zone));
        },
      },
      {
        may: 'standards.manage',
        says: m.promises_wait_remarks,
        does: m.work_do_answer,
        href: '/staf/layanan/maklumat/masukan',
        count: async ({ db }) => countNewRemarks(db),
      },
    ],
    href: '/staf/layanan/maklumat',
    at: 'service/promises',
    network: true,
    label: m.promises_place,
    words: ['maklumat pelayanan', 'standar pelayanan', 'janji layanan', 'SP', 'service standards', 'service charter'],
  },
];
