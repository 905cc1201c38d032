import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { countCopiesLate, countJournalLate, countLate, countUndecided } from './data/waits.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'settings.manage',
        says: m.backups_waits_late,
        does: m.work_do_look,
        count: async ({ db, clock }) => countLate(db, clock.now()),
      },
      {
        may: 'settings.manage',
        says: m.backups_waits_copies_late,
        does: m.work_do_look,
        count: async ({ db, clock }) => countCopiesLate(db, clock.now()),
      },
      {
        may: 'settings.manage',
        says: m.backups_waits_journal_late,
        does: m.work_do_look,
        count: async ({ db, clock }) => countJournalLate(db, clock.now()),
      },
      {
        may: 'settings.manage',
        says: m.backups_waits_undecided,
        does: m.backups_do_decide,
        count: async ({ db }) => countUndecided(db),
      },
    ],
    href: '/staf/sistem/cadangan',
    at: 'settings/system',
    network: true,
    label: m.backups_title,
    words: [
      'backup',
      'cadangkan data',
      'simpan data',
      'salinan data',
      'pulihkan',
      'restore',
      's3',
      'rsync',
      'salinan di luar',
    ],
  },
];
