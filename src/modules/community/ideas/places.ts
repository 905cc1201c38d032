import { m } from '#i18n/messages';
import type { AccountPlace, StaffPlace } from '#platform/places';
import { countFollowUpsOpen, countPlansBehind, countUnanswered } from './data/waiting.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'ideas.manage',
        says: m.proposal_queue_waits,
        does: m.work_do_answer,
        count: async ({ db }, libraryIds) => countUnanswered(db, libraryIds),
      },
    ],
    href: '/staf/usul-kegiatan',
    at: 'programs/proposals',
    label: m.proposal_queue,
    words: ['usulan warga', 'usul program', 'proposal'],
  },
  {
    href: '/staf/papan-ide',
    at: 'programs/boards',
    label: m.ideas_boards,
    words: ['curah pendapat', 'brainstorming', 'gagasan', 'ide', 'idea board'],
    acts: [{ href: '/staf/papan-ide', label: m.ideas_act_show, words: ['tampilkan papan', 'layar papan'] }],
  },
  {
    waits: [
      {
        may: 'ideas.manage',
        says: m.plans_wait,
        does: m.work_do_look,
        count: async ({ db, clock }, libraryIds) => countPlansBehind(db, libraryIds, clock.now()),
      },
      {
        may: 'ideas.manage',
        says: m.plans_follow_ups_wait,
        does: m.work_do_ask,
        count: async ({ db, clock }, libraryIds) => countFollowUpsOpen(db, libraryIds, clock.now()),
      },
    ],
    href: '/staf/rencana-aksi',
    at: 'programs/plans',
    label: m.plans_title,
    words: ['tindak lanjut', 'janji', 'action plan', 'rencana tindak lanjut', 'RTL'],
  },
];

/** Its pages in a member's account. */
export const accountPlaces: readonly AccountPlace[] = [
  { href: '/rencana-aksi', group: 'activities', label: m.plans_own },
];
