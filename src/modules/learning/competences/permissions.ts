import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow in this wing: who writes courses names what is learnt in them; who teaches has classes that learn them. */
export const permissions = [
  {
    code: 'courses.manage',
    name: { id: 'Menyusun kursus', en: 'Write courses' },
    roles: ['head', 'programmes'],
  },
  {
    code: 'courses.teach',
    name: { id: 'Mengajar kelas', en: 'Teach classes' },
    roles: ['head', 'programmes', 'school_staff', 'educator'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
