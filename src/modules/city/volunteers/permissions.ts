import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'volunteers.manage',
    name: { id: 'Mengurus relawan, tugas, dan gilirannya', en: 'Look after volunteers, their tasks and shifts' },
    roles: ['head', 'outreach'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
