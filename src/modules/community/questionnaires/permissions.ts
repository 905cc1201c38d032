import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'questionnaires.manage',
    name: { id: 'Membuat kuesioner dan memasangnya', en: 'Making questionnaires and asking them' },
    roles: ['head', 'programmes'],
  },
  {
    code: 'responses.read',
    name: { id: 'Membaca hasil kuesioner', en: 'Reading the results of questionnaires' },
    roles: ['head', 'programmes'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
