import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'catalog.read',
    name: { id: 'Melihat katalog lengkap', en: 'See the whole catalogue' },
    roles: ['head', 'cataloguer', 'circulation', 'programmes', 'outreach', 'school_staff', 'read_only'],
  },
  {
    code: 'catalog.edit',
    name: { id: 'Menambah dan mengubah judul', en: 'Add and change titles' },
    roles: ['head', 'cataloguer', 'school_staff'],
  },
  { code: 'catalog.delete', name: { id: 'Menghapus judul', en: 'Delete titles' }, roles: ['head', 'cataloguer'] },
  {
    code: 'authorities.edit',
    name: { id: 'Mengatur tajuk nama, subjek, dan seri', en: 'Manage names, subjects and series' },
    roles: ['head', 'cataloguer'],
  },
  {
    code: 'items.edit',
    name: { id: 'Menambah dan mengubah eksemplar', en: 'Add and change copies' },
    roles: ['head', 'cataloguer', 'school_staff'],
  },
  {
    code: 'items.withdraw',
    name: { id: 'Mengeluarkan eksemplar dari koleksi', en: 'Withdraw copies' },
    roles: ['head', 'cataloguer'],
  },
  {
    code: 'covers.edit',
    name: { id: 'Memasang sampul', en: 'Set covers' },
    roles: ['head', 'cataloguer', 'school_staff'],
  },
  { code: 'exports.run', name: { id: 'Mengunduh ekspor', en: 'Download exports' }, roles: ['head', 'cataloguer'] },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
