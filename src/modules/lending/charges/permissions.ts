import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'charges.read',
    name: { id: 'Melihat tagihan', en: 'See charges' },
    roles: ['head', 'circulation', 'school_staff'],
  },
  {
    code: 'charges.add',
    name: { id: 'Mencatat tagihan', en: 'Book charges' },
    roles: ['head', 'circulation', 'school_staff'],
  },
  {
    code: 'charges.pay',
    name: { id: 'Menerima pembayaran', en: 'Take payments' },
    roles: ['head', 'circulation', 'school_staff'],
  },
  {
    code: 'charges.waive',
    name: {
      id: 'Membebaskan atau menghapuskan tagihan, dengan alasan',
      en: 'Waive or write off charges, with a reason',
    },
    roles: ['head'],
  },
  { code: 'charges.refund', name: { id: 'Mengembalikan uang', en: 'Give money back' }, roles: ['head'] },
  {
    code: 'cash.read',
    name: { id: 'Melihat kas harian', en: 'See the day’s cash' },
    roles: ['head', 'circulation', 'school_staff'],
  },
  {
    code: 'cash.close',
    name: { id: 'Menutup kas harian', en: 'Close the day’s cash' },
    roles: ['head', 'circulation', 'school_staff'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
