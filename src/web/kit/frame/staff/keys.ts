import { m } from '#i18n/messages';
import type { Label } from '#platform/places';
import { MONEY_RECEIPT_KEYS } from '#web/features/charges/parts/receipt-keys.ts';
import { DESK_KEYS, RECEIPT_KEYS, SLIP_KEYS } from '#web/features/circulation/parts/desk-keys.ts';
import { MEMBER_KEYS } from '#web/features/members/parts/member-keys.ts';

/** A key, and what it does. */
export interface KeyWords {
  readonly key: string;
  readonly says: Label;
}
/** The keys of a page, or of several of one kind. */
export interface PageKeys {
  readonly title: Label;
  readonly keys: readonly KeyWords[];
}

/** What works on every page of staff. */
export const FRAME_KEYS: PageKeys = {
  title: m.keys_everywhere,
  keys: [
    { key: '/', says: m.keys_go },
    { key: 'Ctrl K', says: m.keys_go_from_field },
    { key: '↑ ↓', says: m.keys_choose },
    { key: 'Enter', says: m.keys_open },
    { key: 'Ctrl Enter', says: m.keys_open_beside },
    { key: 'Esc', says: m.keys_close },
    { key: '?', says: m.keys_list },
  ],
};

/** The pages that have keys of their own, by their addresses. */
export const PAGE_KEYS: readonly (PageKeys & { readonly at: RegExp })[] = [
  { at: /^\/staf\/sirkulasi$/, title: m.desk_title, keys: DESK_KEYS },
  { at: /^\/staf\/anggota\/(?!(?:baru|kelas|pendaftar)$)[^/]+$/, title: m.members_card, keys: MEMBER_KEYS },
  { at: /^\/staf\/sirkulasi\/struk\//, title: m.receipt_title, keys: RECEIPT_KEYS },
  { at: /^\/staf\/kas\/kuitansi\/[^/]+$/, title: m.charges_receipt_payment, keys: MONEY_RECEIPT_KEYS },
  { at: /^\/staf\/pesanan\/slip$/, title: m.hold_slip, keys: SLIP_KEYS },
];

/** The keys that work on the page of an address, its own first. */
export const keysAt = (here: string): PageKeys[] => [...PAGE_KEYS.filter(({ at }) => at.test(here)), FRAME_KEYS];
