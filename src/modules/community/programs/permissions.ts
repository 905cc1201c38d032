import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'programs.manage',
    name: { id: 'Mengurus kegiatan dan pesertanya', en: 'Look after programmes and who takes part' },
    roles: ['head', 'programmes'],
  },
  {
    code: 'programs.attendance',
    name: { id: 'Mencatat kehadiran kegiatan', en: 'Take attendance at programmes' },
    roles: ['head', 'programmes'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
