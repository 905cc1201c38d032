import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'ideas.manage',
    name: {
      id: 'Memimpin papan ide, rencana aksi, dan usul kegiatan',
      en: 'Lead idea boards, action plans and proposals of programmes',
    },
    roles: ['head', 'programmes'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
