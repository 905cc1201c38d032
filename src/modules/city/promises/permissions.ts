import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'standards.manage',
    name: { id: 'Menetapkan maklumat dan standar pelayanan', en: 'Set the service promise and the service standards' },
    roles: ['head'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
