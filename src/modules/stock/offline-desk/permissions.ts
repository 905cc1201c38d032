import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'devices.enrol',
    name: { id: 'Mendaftarkan dan mencabut perangkat meja luring', en: 'Enrol and revoke devices of the offline desk' },
    roles: ['head', 'school_staff'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
