import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow in this module: who has it makes classes at that library, and sees names of those alone that they teach. */
export const permissions = [
  {
    code: 'courses.teach',
    name: { id: 'Mengajar kelas', en: 'Teach classes' },
    roles: ['head', 'programmes', 'school_staff'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
