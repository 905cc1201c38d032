import { m } from '#i18n/messages';
import type { PageKey } from '#web/features/circulation/desk/desk-keys.ts';

/** The keys of a member's page. */
export const memberKeys: readonly PageKey[] = [
  { key: 'F2', says: m.desk_act_lend },
  { key: 'F4', says: m.desk_renew_all },
  { key: 'F6', says: m.charges_pay },
  { key: 'F7', says: m.desk_key_f7 },
  { key: 'Alt+P', says: m.hold_key_for_member },
];
