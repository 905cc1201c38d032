/**
 * Every permission there is, by area. A role is a set of these; `*` (only in the built-in role "administrator") covers all.
 * What people read is the message `identity_permission_<area>_<action>`.
 */
export const PERMISSIONS = [
  'libraries.manage',
  'settings.manage',
  'accounts.manage',
  'roles.manage',
  'audit.read',
  'members.read',
  'members.edit',
  'members.block',
  'members.view_nik',
  'members.privacy',
  'catalog.read',
  'catalog.edit',
  'catalog.delete',
  'authorities.edit',
  'items.edit',
  'items.withdraw',
  'covers.edit',
  'imports.run',
  'exports.run',
  'policies.edit',
  'loans.check_out',
  'loans.check_in',
  'loans.backdate',
  'loans.due_date',
  'loans.renew',
  'loans.override',
  'loans.mark_lost',
  'loans.count_reading',
  'loans.read',
  'charges.read',
  'charges.add',
  'charges.pay',
  'charges.waive',
  'charges.refund',
  'cash.read',
  'cash.close',
  'holds.place',
  'holds.move',
  'transits.send',
  'bulk_loans.manage',
  'bookings.place',
  'stocktakes.run',
  'stocktakes.approve',
  'notices.read',
  'notices.send',
  'notices.manage',
  'letters.issue',
  'links.manage',
  'printing.print',
  'printing.layouts',
  'reviews.moderate',
  'reports.read',
  'visits.record',
  'lockers.hand_out',
  'suggestions.decide',
  'budgets.manage',
  'orders.manage',
  'serials.manage',
  'donations.manage',
  'devices.enrol',
  'programs.manage',
  'programs.attendance',
  'ideas.manage',
  'questionnaires.manage',
  'responses.read',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const isPermission = (text: string): text is Permission => PERMISSIONS.some((known) => known === text);

/** What the scope of an API token may be: a permission, all of an area (`loans.*`), or everything (`*`). */
export function isScope(text: string): boolean {
  if (text === '*' || isPermission(text)) return true;
  return text.endsWith('.*') && PERMISSIONS.some((known) => known.startsWith(text.slice(0, -1)));
}
