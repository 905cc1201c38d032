import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'reports.read',
    name: { id: 'Membaca laporan', en: 'Read reports' },
    roles: ['head', 'programmes', 'outreach', 'school_staff', 'read_only'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
