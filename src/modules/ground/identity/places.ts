import { m } from '#i18n/messages';
import type { FirstStep, StaffPlace } from '#platform/places';
import { hasColleagues } from './data/first-steps.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/akun',
    at: 'settings/staff',
    label: m.identity_accounts,
    words: ['pengguna sistem', 'user', 'password', 'librarian', 'pustakawan', 'system users'],
    acts: [
      {
        href: '/staf/akun/baru',
        label: m.identity_act_invite,
        words: ['tambah petugas', 'pengguna baru', 'akun baru', 'new user'],
      },
    ],
  },
  {
    href: '/staf/peran',
    at: 'settings/staff',
    network: true,
    label: m.identity_roles,
    words: ['hak akses', 'grup', 'user group', 'privilege', 'izin petugas'],
  },
];

/** What a new network does first, and by what it is seen to be done. */
export const firstSteps: readonly FirstStep[] = [
  {
    key: 'colleagues',
    label: m.start_colleagues,
    note: m.start_colleagues_note,
    says: m.start_colleagues_done,
    goes: { href: '/staf/akun/baru', label: m.start_colleagues_does },
    isDone: async ({ db }) => hasColleagues(db),
  },
];
