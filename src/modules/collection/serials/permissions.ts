import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'serials.manage',
    name: { id: 'Mengurus langganan terbitan berkala', en: 'Look after subscriptions of serials' },
    roles: ['head', 'cataloguer', 'school_staff'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
