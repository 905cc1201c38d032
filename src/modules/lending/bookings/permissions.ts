import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  {
    code: 'bookings.place',
    name: { id: 'Mencatat dan membatalkan jadwal pinjam', en: 'Place and cancel bookings' },
    roles: ['head', 'circulation', 'school_staff'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
