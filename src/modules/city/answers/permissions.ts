import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'answers.edit',
    name: { id: 'Menulis dan memeriksa tanya jawab', en: 'Write and check questions and answers' },
    roles: ['head', 'circulation', 'outreach'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
