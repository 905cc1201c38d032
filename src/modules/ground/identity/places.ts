import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

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
