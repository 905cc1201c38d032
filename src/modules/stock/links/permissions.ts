import type { CodesOf, PermissionKind } from '#platform/permissions';

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

declare module '#platform/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
