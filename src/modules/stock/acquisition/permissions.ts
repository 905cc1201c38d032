import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'suggestions.decide',
    name: { id: 'Menjawab usulan pembelian dari pembaca', en: 'Answer what readers suggest to buy' },
    roles: ['head', 'cataloguer', 'school_staff'],
  },
  {
    code: 'budgets.manage',
    name: { id: 'Menetapkan anggaran dan menyetujui kelebihannya', en: 'Keep budgets and confirm what exceeds them' },
    roles: ['head'],
  },
  {
    code: 'orders.manage',
    name: { id: 'Memesan dan menerima buku', en: 'Order and receive books' },
    roles: ['head', 'cataloguer', 'school_staff'],
  },
  {
    code: 'donations.manage',
    name: { id: 'Menerima hibah dan mengirim ucapan terima kasih', en: 'Receive gifts and send letters of thanks' },
    roles: ['head', 'cataloguer', 'school_staff'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
