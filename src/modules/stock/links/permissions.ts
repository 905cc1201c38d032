import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'links.manage',
    name: {
      id: 'Membuat, mengalihkan, dan menghentikan tautan kode QR',
      en: 'Make, re-point and retire links of QR codes',
    },
    roles: ['head', 'cataloguer', 'programmes', 'outreach', 'school_staff'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
