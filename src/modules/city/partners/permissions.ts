import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'partners.manage',
    name: { id: 'Mengelola mitra dan perjanjian', en: 'Keep partners and agreements' },
    roles: ['head', 'outreach'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
