import { m } from '#i18n/messages';

/** The keys of a member's page, in the order in which they are told. */
export const MEMBER_KEYS = [
  { key: 'F2', says: m.desk_act_lend },
  { key: 'F4', says: m.desk_renew_all },
  { key: 'F6', says: m.charges_pay },
  { key: 'F7', says: m.desk_key_f7 },
  { key: 'Alt+P', says: m.hold_key_for_member },
];
