import { SHEETS, type Sheet } from './sheet.ts';

export const PRINT_KINDS = ['spine', 'item', 'card', 'member', 'sign', 'poster'] as const;
export type PrintKind = (typeof PRINT_KINDS)[number];

/** What may stand on a label, by kind; the code is always there where a kind has one. */
export const LINES = {
  spine: ['library'],
  item: ['library', 'title', 'callNumber', 'qr'],
  card: ['added'],
  member: ['photo', 'category', 'expires', 'back'],
  sign: ['range', 'qr'],
  poster: ['place', 'address'],
} as const satisfies Record<PrintKind, readonly string[]>;

export const BANDS = ['none', 'class', 'age'] as const;
export type Band = (typeof BANDS)[number];
export const AGES = ['anak', 'remaja', 'dewasa'] as const;

/** How a library prints one kind of label. */
export interface Layout {
  sheet: Sheet;
  /** Points. */
  fontSize: number;
  lines: string[];
  /** A thin line round the label, to cut along. */
  border: boolean;
  /** The colour band of a spine, by class number or by age. */
  band: Band;
  /** #rrggbb of the classes 000 to 900. */
  classColours: string[];
  /** #rrggbb for children, youth, adults. */
  ageColours: string[];
}

/**
 * Colours that schools and cities in Indonesia often use; there is no national table, so every library may set its own. The
 * number stands beside the band always: colours fade, and not everybody tells them apart.
 */
const COLOURS = {
  classColours: [
    '#4d4d4d',
    '#ffffff',
    '#2e8b57',
    '#f2c230',
    '#7b4a21',
    '#6fb7e9',
    '#c0392b',
    '#7d3c98',
    '#e67e22',
    '#1f3a93',
  ],
  ageColours: ['#f2c230', '#2e8b57', '#1f3a93'],
};
const usual = { border: false, band: 'none' as const, ...COLOURS };

/** What holds until a library sets its own. */
export const DEFAULT_LAYOUTS: Record<PrintKind, Layout> = {
  spine: { ...usual, sheet: SHEETS.a4_36, fontSize: 13, lines: ['library'], border: true, band: 'class' },
  item: { ...usual, sheet: SHEETS.a4_24, fontSize: 8, lines: ['library', 'title', 'callNumber', 'qr'] },
  card: { ...usual, sheet: SHEETS.card_3, fontSize: 9, lines: ['added'], border: true },
  member: { ...usual, sheet: SHEETS.id_10, fontSize: 9, lines: ['photo', 'category', 'expires', 'back'], border: true },
  sign: { ...usual, sheet: SHEETS.sign_4, fontSize: 30, lines: ['range', 'qr'], border: true },
  poster: { ...usual, sheet: SHEETS.poster_1, fontSize: 44, lines: ['address'] },
};
