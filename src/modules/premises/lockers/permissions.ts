import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'lockers.hand_out',
    name: { id: 'Menyerahkan dan menerima kunci loker', en: 'Hand out and take back locker keys' },
    roles: ['head', 'circulation', 'school_staff'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
