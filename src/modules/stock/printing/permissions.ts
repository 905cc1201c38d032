import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'printing.print',
    name: { id: 'Mencetak label, kartu, dan poster', en: 'Print labels, cards and posters' },
    roles: ['head', 'cataloguer', 'circulation', 'programmes', 'outreach', 'school_staff'],
  },
  {
    code: 'printing.layouts',
    name: { id: 'Mengatur tata letak cetakan', en: 'Set the layouts of prints' },
    roles: ['head', 'cataloguer', 'school_staff'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
