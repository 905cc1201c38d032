import { m } from '#i18n/messages';

/** A key of a staff page, and what it does. */
export interface PageKey {
  key: string;
  says: () => string;
}

/** The keys of the desk, in the order in which they are listed. */
export const deskKeys: readonly PageKey[] = [
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
  { key: '?', says: m.desk_key_help },
];
