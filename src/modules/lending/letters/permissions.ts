import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'letters.issue',
    name: { id: 'Menerbitkan dan mencabut surat', en: 'Issue letters and take them back' },
    roles: ['head', 'circulation', 'school_staff'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
