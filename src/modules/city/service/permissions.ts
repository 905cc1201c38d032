import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'enquiries.answer',
    name: { id: 'Menjawab pertanyaan, saran, dan pujian', en: 'Answer questions, suggestions and praise' },
    roles: ['head', 'circulation', 'outreach'],
  },
  {
    code: 'complaints.answer',
    name: { id: 'Menjawab pengaduan', en: 'Answer complaints' },
    roles: ['head', 'circulation', 'outreach'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
