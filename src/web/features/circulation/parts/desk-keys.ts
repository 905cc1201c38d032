import { m } from '#i18n/messages';

/** The keys of the desk, in the order in which they are told. */
export const DESK_KEYS = [
  { key: 'F2', says: m.desk_key_f2 },
  { key: 'F3', says: m.desk_key_f3 },
  { key: 'F4', says: m.desk_key_f4 },
  { key: 'F6', says: m.desk_key_f6 },
  { key: 'Alt+P', says: m.hold_key_for_member },
  { key: 'Enter', says: m.desk_key_enter },
  { key: 'F7', says: m.desk_key_f7 },
  { key: 'F8', says: m.desk_key_f8 },
  { key: 'F9', says: m.desk_key_f9 },
  { key: 'F10', says: m.desk_key_f10 },
  { key: 'Esc', says: m.desk_key_esc },
];
export const RECEIPT_KEYS = [
  { key: 'F2', says: m.desk_key_next },
  { key: 'F10', says: m.desk_key_print },
  { key: 'Esc', says: m.desk_key_back },
];
export const SLIP_KEYS = [{ key: 'F10', says: m.desk_key_print }];
