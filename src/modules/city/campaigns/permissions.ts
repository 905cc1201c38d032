import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'campaigns.manage',
    name: { id: 'Menyusun kampanye dan laporannya', en: 'Plan campaigns and report on them' },
    roles: ['head', 'programmes', 'outreach'],
  },
  {
    code: 'campaigns.approve',
    name: { id: 'Menyetujui kampanye', en: 'Approve campaigns' },
    roles: ['head'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
