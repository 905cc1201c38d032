import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'news.edit',
    name: { id: 'Menulis dan menerbitkan kabar', en: 'Write and publish news' },
    roles: ['head', 'programmes', 'outreach', 'school_staff'],
  },
  {
    code: 'site.edit',
    name: { id: 'Menulis halaman situs dan spanduk', en: 'Write pages of the site and banners' },
    roles: ['head', 'outreach', 'school_staff'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
