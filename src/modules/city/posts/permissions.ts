import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. Writing needs `news.edit`, as all news does. */
export const permissions = [
  {
    code: 'posts.send',
    name: { id: 'Menyetujui dan menerbitkan kabar ke saluran', en: 'Approve posts and publish them to channels' },
    roles: ['head', 'outreach'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
