import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { countToAdmit, countToReview } from './data/waiting.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'programs.manage',
        says: m.programs_admit_waits,
        does: m.work_do_decide,
        count: async ({ db }, libraryIds) => countToAdmit(db, libraryIds),
      },
      {
        may: 'programs.manage',
        says: m.programs_review_waits,
        does: m.work_do_check,
        href: '/staf/kegiatan?tampil=draf',
        count: async ({ db }, libraryIds) => countToReview(db, libraryIds),
      },
    ],
    href: '/staf/kegiatan',
    at: 'programs/programs',
    label: m.programs_title,
    words: ['program', 'pelatihan', 'workshop', 'lokakarya', 'event', 'acara', 'bimtek', 'seminar'],
    acts: [
      { href: '/staf/kegiatan/baru', label: m.programs_act_add, words: ['acara baru', 'kegiatan baru', 'new event'] },
      { href: '/staf/kegiatan', label: m.programs_act_door, words: ['presensi kegiatan', 'absensi', 'attendance'] },
    ],
  },
];
