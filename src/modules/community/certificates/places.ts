import { m } from '#i18n/messages';
import type { AccountPlace, StaffPlace } from '#platform/places';
import { countReadyPrograms } from './ready-programs.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'programs.manage',
        says: m.certificate_ready_waits,
        does: m.work_do_issue,
        count: async (ctx, libraryIds) => countReadyPrograms(ctx, libraryIds),
      },
    ],
    href: '/staf/sertifikat',
    at: 'programs/certificates',
    label: m.certificate_to_issue,
    words: ['sertifikat', 'piagam', 'certificate', 'certificates'],
    acts: [
      { href: '/staf/sertifikat', label: m.programs_act_certify, words: ['terbitkan piagam', 'issue certificates'] },
    ],
  },
];

/** Its pages in a member's account. */
export const accountPlaces: readonly AccountPlace[] = [
  { href: '/akun/sertifikat', group: 'activities', label: m.certificate_own },
];
