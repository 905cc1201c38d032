import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { HOME_ZONE, localDate } from '#shared/dates';
import { countOverdue, countUnclosed } from './data/follow-ups.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'questionnaires.manage',
        listed: 'reports.read',
        says: m.satisfaction_waits_follow_ups,
        does: m.work_do_look,
        count: async ({ db, clock }, libraryIds) => countOverdue(db, libraryIds, localDate(clock.now(), HOME_ZONE)),
      },
      {
        may: 'questionnaires.manage',
        listed: 'reports.read',
        says: m.satisfaction_waits_rounds,
        does: m.work_do_look,
        count: async ({ db, clock }, libraryIds) => countUnclosed(db, libraryIds, localDate(clock.now(), HOME_ZONE)),
      },
    ],
    href: '/staf/layanan/ikm',
    at: 'service/satisfaction',
    label: m.satisfaction_title,
    words: ['IKM', 'SKM', 'survei kepuasan', 'indeks kepuasan', 'mutu pelayanan', 'satisfaction', 'Krejcie Morgan'],
    acts: [
      {
        may: 'questionnaires.manage',
        href: '/staf/layanan/ikm/baru',
        label: m.satisfaction_act_plan,
        words: ['putaran baru', 'survei baru', 'mulai SKM'],
      },
    ],
  },
];
