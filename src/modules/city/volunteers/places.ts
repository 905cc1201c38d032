import { m } from '#i18n/messages';
import type { AccountPlace, StaffPlace } from '#platform/places';
import { countUntold } from './data/untold.queries.ts';
import { countEmptyShifts, countOffers, countOpenIncidents, countPaperWishes } from './data/waiting.queries.ts';

/** Shifts of so many days ahead to which nobody comes wait for somebody to be asked. */
const EMPTY_DAYS = 7;

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'volunteers.manage',
        says: m.volunteers_wait_offers,
        does: m.work_do_answer,
        count: async ({ db }, libraryIds) => countOffers(db, libraryIds),
      },
      {
        may: 'volunteers.manage',
        says: m.volunteers_wait_shifts,
        does: m.work_do_look,
        href: '/staf/mitra/relawan/tugas',
        count: async ({ db, clock }, libraryIds) => {
          const now = clock.now();
          return countEmptyShifts(db, libraryIds, { now, until: new Date(now.getTime() + EMPTY_DAYS * 86_400_000) });
        },
      },
      {
        may: 'volunteers.manage',
        says: m.volunteer_papers_wait_wishes,
        does: m.work_do_answer,
        href: '/staf/mitra/relawan/sertifikat',
        count: async ({ db }, libraryIds) => countPaperWishes(db, libraryIds),
      },
      {
        may: 'volunteers.manage',
        says: m.volunteers_wait_incidents,
        does: m.work_do_look,
        href: '/staf/mitra/relawan/catatan',
        count: async ({ db }, libraryIds) => countOpenIncidents(db, libraryIds),
      },
      {
        may: 'volunteers.manage',
        says: m.volunteers_wait_untold,
        does: m.work_do_look,
        href: '/staf/mitra/relawan/kabar',
        count: async ({ db, clock }, libraryIds) => countUntold(db, libraryIds, clock.now()),
      },
    ],
    href: '/staf/mitra/relawan',
    at: 'partners/volunteers',
    label: m.volunteers_title,
    words: ['sukarelawan', 'volunteer', 'giliran', 'tenaga bantuan', 'magang'],
    acts: [
      {
        href: '/staf/mitra/relawan/hadir',
        label: m.volunteers_door_title,
        words: ['relawan datang', 'relawan pulang', 'jam relawan'],
      },
    ],
  },
];

/** Its page in a member's account. */
export const accountPlaces: readonly AccountPlace[] = [
  { href: '/akun/relawan', group: 'activities', label: m.volunteers_own_title },
];
