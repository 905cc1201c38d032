/** The label of the fact that says where a member lives: not everybody who prints letters may see it. */
export const HOME_FACT = 'Alamat';

/** What a letter says, whole, as it was issued. Texts are Indonesian: it is a document of an Indonesian office. */
export interface LetterContent {
  head: { parent: string; office: string; address: string };
  sign: { placeDate: string; office: string; name: string; details: string };
  libraryName: string;
  fullName: string;
  memberNumber: string;
  /** Label and value, in their order. */
  facts: [label: string, value: string][];
  /** Warnings: what is overdue. */
  titles: { title: string; barcode: string; due: string; lateDays: number }[];
  /** Clearance: what it is for, in the words of whoever asked. */
  purpose: string;
  /** Letters of thanks: what was given, and when, in words; `said`: something else than books. */
  gift?: { givenOn: string; books: { title: string; author: string; copies: number }[]; said?: string };
  /** Receipts: what was received, label and value, in their order. */
  receipt?: [label: string, value: string][];
}
