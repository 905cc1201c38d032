import type { PolicyRule } from '#modules/lending/circulation/client';

/** Whose cards a device carries: of its own library (and who has its books), or of the whole network. */
export const memberScopes = ['library', 'network'] as const;
export type MemberScope = (typeof memberScopes)[number];
/** How old data may be by which a device lends, in hours. */
export const maxAges = [12, 24, 48, 168] as const;
/** Acts in one message. */
export const MOST_ACTS = 100;
/** The form in which snapshots are written; a device that knows another one asks for a newer page. */
export const SNAPSHOT_FORM = 4;
/** The form before: the same without notes. It is read until the network brings new data. */
const FORM_WITHOUT_NOTES = 3;
/** The header that carries a device's token. */
export const DEVICE_HEADER = 'lumbung-perangkat';
/** A passphrase of a device is at least so long. */
export const PASSPHRASE_MIN = 10;

export const guestTypes = ['anak', 'pelajar', 'mahasiswa', 'umum', 'lansia'] as const;
export type GuestType = (typeof guestTypes)[number];

/** What somebody did at a device. */
export type DeskAct =
  | { kind: 'lend'; memberNumber: string; itemBarcode: string; confirmed?: boolean | undefined }
  | { kind: 'return'; itemBarcode: string }
  | { kind: 'visit'; card: string }
  | { kind: 'visit'; guest: GuestType };
export type DeskActKind = DeskAct['kind'];

/** An act as a device sends it. Instants in ISO 8601. */
export interface SentAct {
  nonce: string;
  seq: number;
  at: string;
  /** When the data were made by which it was decided. */
  snapshotAt: string;
  accountId: number;
  act: DeskAct;
}
/** What became of it; a conflict says why. */
export interface ActAnswer {
  nonce: string;
  outcome: 'done' | 'conflict';
  sentence: string | null;
}

/** A card: number, short name, category, last day, flags (`w` ended, `g` the guardian's consent is missing), blocks. */
export type SnapshotMember = [
  number: string,
  name: string,
  categoryId: number,
  expiresOn: string | null,
  flags: string,
  blocks: [kind: string, untilDate: string | null][],
];
/** A copy: barcode, title, item type, state, record, `b` in a box of a bulk loan, the card for which it is kept (`?` = somebody). */
export type SnapshotItem = [
  barcode: string,
  title: string,
  itemType: string,
  status: string,
  bibId: number,
  inBox: boolean,
  keptFor: string | null,
];
/** A running loan. `card` null = a member whose card the device does not carry. */
export type SnapshotLoan = [
  barcode: string,
  card: string | null,
  itemType: string,
  onSite: boolean,
  dueAt: string,
  bibId: number,
  claimed: boolean,
];

/** What a device needs to go on alone. */
export interface Snapshot {
  form: number;
  device: { id: number; name: string; maxAgeHours: number };
  library: { id: number; code: string; name: string; timeZone: string };
  account: { id: number; name: string };
  createdAt: string;
  categories: { id: number; nameId: string; nameEn: string }[];
  rules: PolicyRule[];
  calendar: {
    timeZone: string;
    weekly: Record<number, readonly { opens: number; closes: number }[]>;
    closed: string[];
    special: [string, readonly { opens: number; closes: number }[]][];
  };
  members: SnapshotMember[];
  items: SnapshotItem[];
  loans: SnapshotLoan[];
  /** What stands in the QR codes of labels: code of the short link, barcode. */
  labels: [code: string, barcode: string][];
  /** What is said at the desk of a copy when it goes out and comes back ("dengan CD"), where there is something to say. */
  notes: [barcode: string, note: string][];
}

/** Data as they lie on a device, of this form or the one before. */
export const asRead = (kept: Omit<Snapshot, 'notes'> & Partial<Pick<Snapshot, 'notes'>>): Snapshot | null =>
  kept.form === SNAPSHOT_FORM || kept.form === FORM_WITHOUT_NOTES ? { ...kept, notes: kept.notes ?? [] } : null;

/** How a conflict may be settled. */
export const settlings = ['retry', 'override', 'drop'] as const;
export type Settling = (typeof settlings)[number];
