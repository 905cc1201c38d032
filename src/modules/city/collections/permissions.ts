import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'collections.edit',
    name: { id: 'Menyusun dan menerbitkan koleksi pilihan', en: 'Make and publish curated collections' },
    roles: ['head', 'cataloguer', 'outreach'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
