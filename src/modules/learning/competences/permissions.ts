import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow in this wing: who writes courses names what is learnt in them. */
export const permissions = [
  {
    code: 'courses.manage',
    name: { id: 'Menyusun kursus', en: 'Write courses' },
    roles: ['head', 'programmes'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
