import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'notices.read',
    name: { id: 'Melihat kabar yang dikirim', en: 'See which notices were sent' },
    roles: ['head', 'circulation', 'outreach', 'school_staff'],
  },
  {
    code: 'notices.send',
    name: { id: 'Mengirim ulang dan mengirim kabar dari ponsel', en: 'Send notices again or from a phone' },
    roles: ['head', 'circulation', 'outreach', 'school_staff'],
  },
  {
    code: 'notices.manage',
    name: { id: 'Mengatur teks, jadwal, dan jalur kabar', en: 'Set texts, schedule and channels of notices' },
    roles: ['head', 'outreach'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
