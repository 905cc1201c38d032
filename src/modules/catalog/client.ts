/** What pages may know about the catalogue: fixed lists and types, safe for the browser. */

export const MATERIALS = [
  'buku',
  'buku_anak',
  'terbitan_berkala',
  'audio',
  'video',
  'peta',
  'karya_ilmiah',
  'berkas_digital',
  'alat_permainan',
  'lainnya',
] as const;
export type Material = (typeof MATERIALS)[number];

/** What a copy's state can be set to by hand; being lent is kept apart from it (`onLoan`). */
export const SETTABLE_STATUSES = ['available', 'in_processing', 'repair', 'damaged', 'missing', 'lost'] as const;
export type SettableStatus = (typeof SETTABLE_STATUSES)[number];
/** `withdrawn` is reached only by withdrawing, with a reason. */
export const ITEM_STATUSES = [...SETTABLE_STATUSES, 'withdrawn'] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

/** How a copy came into the library: bought, given, exchanged. */
export const ITEM_SOURCES = ['beli', 'hibah', 'tukar'] as const;
export type ItemSource = (typeof ITEM_SOURCES)[number];

export interface ItemType {
  code: string;
  nameId: string;
  nameEn: string;
}
