import { m } from '#i18n/messages';
import type { AccountPlace, StaffPlace } from '#platform/places';
import { countSubmitted } from './data/courses.queries.ts';
import { countShort } from './data/stock.queries.ts';
import { countWaiting } from './data/works.queries.ts';

/** Of all courses together, and since when the first of them. */
const sumWaiting = (all: Awaited<ReturnType<typeof countWaiting>>): { count: number; since: Date | null } => ({
  count: all.reduce((sum, { count }) => sum + count, 0),
  since: all.reduce<Date | null>(
    (first, { since }) => (first === null || (since && since < first) ? since : first),
    null,
  ),
});

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'courses.manage',
        says: m.courses_wait,
        does: m.work_do_look,
        href: '/staf/belajar?tab=diajukan',
        count: async ({ db }, libraryIds) => countSubmitted(db, libraryIds),
      },
      {
        may: 'courses.manage',
        says: m.courses_short_wait,
        does: m.work_do_look,
        count: async ({ db }, libraryIds) => countShort(db, libraryIds),
      },
      {
        may: 'courses.manage',
        says: m.course_tasks_wait,
        does: m.work_do_look,
        href: '/staf/belajar?tab=terbit',
        count: async ({ db }, libraryIds) => sumWaiting(await countWaiting(db, libraryIds)),
      },
    ],
    href: '/staf/belajar',
    at: 'learning/courses',
    network: true,
    label: m.courses_place,
    words: [
      'kursus',
      'pelajaran',
      'e-learning',
      'kelas terbuka',
      'literasi informasi',
      'materi belajar',
      'belajar mandiri',
      'courses',
    ],
    acts: [
      {
        href: '/staf/belajar/baru',
        label: m.courses_act_add,
        words: ['susun kursus', 'susun pelajaran', 'tulis pelajaran'],
      },
    ],
  },
];

/** Its pages in a member's account. */
export const accountPlaces: readonly AccountPlace[] = [
  { href: '/akun/kursus', group: 'activities', label: m.learn_own },
];
