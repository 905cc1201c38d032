import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'reviews.moderate',
    name: {
      id: 'Memutuskan ulasan pembaca, memilih daftar bacaan untuk beranda',
      en: 'Decide on readers’ reviews, choose reading lists for the home page',
    },
    roles: ['head', 'circulation', 'outreach'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
