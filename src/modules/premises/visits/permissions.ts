import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'visits.record',
    name: { id: 'Mencatat kunjungan di pintu', en: 'Record visits at the door' },
    roles: ['head', 'circulation', 'school_staff', 'door'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
