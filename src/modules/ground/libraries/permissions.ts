import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'libraries.manage',
    name: {
      id: 'Mengatur perpustakaan, jam buka, hari libur, dan ruang',
      en: 'Manage libraries, opening hours, closed days and rooms',
    },
    roles: ['head'],
  },
  {
    code: 'settings.manage',
    name: { id: 'Mengubah setelan jaringan', en: 'Change the settings of the network' },
    roles: ['head'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
