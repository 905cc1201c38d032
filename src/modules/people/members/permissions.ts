import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'members.read',
    name: { id: 'Melihat data anggota', en: 'See members' },
    roles: ['head', 'circulation', 'programmes', 'outreach', 'school_staff', 'read_only'],
  },
  {
    code: 'members.edit',
    name: { id: 'Mendaftarkan dan mengubah anggota', en: 'Register and change members' },
    roles: ['head', 'circulation', 'school_staff'],
  },
  {
    code: 'members.block',
    name: { id: 'Menahan dan melepas anggota', en: 'Block and unblock members' },
    roles: ['head', 'circulation'],
  },
  {
    code: 'members.view_nik',
    name: { id: 'Melihat NIK lengkap anggota (tercatat)', en: "See a member's full NIK (recorded)" },
    roles: ['head'],
  },
  {
    code: 'members.desk_help',
    name: {
      id: 'Melihat dan mencatat sapaan serta bantuan di meja',
      en: 'See and record greetings and help at the desk',
    },
    roles: ['head', 'circulation', 'school_staff'],
  },
  {
    code: 'members.privacy',
    name: { id: 'Menjawab permintaan data pribadi', en: 'Answer requests about personal data' },
    roles: ['head'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
