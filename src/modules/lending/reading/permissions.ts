import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'reviews.moderate',
    name: { id: 'Membaca dan memutuskan ulasan pembaca', en: 'Read and decide on readers’ reviews' },
    roles: ['head', 'circulation', 'outreach'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
