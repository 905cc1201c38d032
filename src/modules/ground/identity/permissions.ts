import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'accounts.manage',
    name: { id: 'Mengatur akun petugas dan perannya', en: 'Manage staff accounts and their roles' },
    roles: ['head'],
  },
  { code: 'roles.manage', name: { id: 'Membuat dan mengubah peran', en: 'Make and change roles' }, roles: [] },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
