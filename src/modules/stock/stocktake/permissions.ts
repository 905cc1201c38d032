import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'stocktakes.run',
    name: { id: 'Mencacah ulang koleksi dan membaca urutan rak', en: 'Take stock and read shelves in order' },
    roles: ['head', 'cataloguer', 'circulation', 'school_staff'],
  },
  {
    code: 'stocktakes.approve',
    name: { id: 'Menyetujui hasil cacah ulang', en: 'Approve the results of a stocktake' },
    roles: ['head'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
