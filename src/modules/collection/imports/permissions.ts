import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  { code: 'imports.run', name: { id: 'Menjalankan impor', en: 'Run imports' }, roles: ['head', 'cataloguer'] },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
