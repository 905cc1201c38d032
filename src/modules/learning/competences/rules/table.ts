import { PHASES, type Phase } from './terms.ts';

/** The columns of a table of lines, as they are written, in their order; and what else they may be called. */
export const TABLE_COLUMNS = [
  'kode',
  'induk',
  'nama',
  'nama_en',
  'bisa',
  'bisa_en',
  'tingkat',
  'fase',
  'tugas',
] as const;
export type TableColumn = (typeof TABLE_COLUMNS)[number];
const CALLED: Readonly<Record<TableColumn, readonly string[]>> = {
  kode: ['kode', 'code'],
  induk: ['induk', 'kode_induk', 'parent'],
  nama: ['nama', 'name'],
  nama_en: ['nama_en', 'name_en'],
  bisa: ['bisa', 'can_do'],
  bisa_en: ['bisa_en', 'can_do_en'],
  tingkat: ['tingkat', 'level'],
  fase: ['fase', 'phases'],
  tugas: ['tugas', 'tiers'],
};
const NEEDED: readonly TableColumn[] = ['kode', 'nama', 'bisa'];

/** Where each column stands, from 0. */
export type TablePlaces = Partial<Record<TableColumn, number>>;

/** The columns that a header names; null where one that is needed is missing. */
export function tablePlaces(header: readonly string[]): TablePlaces | null {
  const keys = header.map((cell) =>
    cell
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase()
      .replaceAll(/[\s.]+/g, '_'),
  );
  const places: TablePlaces = {};
  for (const column of TABLE_COLUMNS) {
    const at = CALLED[column].map((name) => keys.indexOf(name)).find((place) => place >= 0);
    if (at !== undefined) places[column] = at;
  }
  return NEEDED.every((column) => places[column] !== undefined) ? places : null;
}

/** The apostrophe that our own files put before what a spreadsheet would reckon (`#shared/csv-cell`). */
const DEFUSED = /(?<=(?:^|[;\t\r\n])[\s"]*)'(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** A row as it is written, with the number of its line; a column that the table does not have is not there. */
export interface TableRow {
  line: number;
  cells: Partial<Record<TableColumn, string>>;
}

/** A row of the table; null for an empty one. */
export function tableRow(line: number, values: readonly string[], places: TablePlaces): TableRow | null {
  if (values.every((value) => value.trim() === '')) return null;
  const cells: TableRow['cells'] = {};
  for (const column of TABLE_COLUMNS) {
    const at = places[column];
    if (at !== undefined) cells[column] = (values[at] ?? '').replaceAll(DEFUSED, '').trim();
  }
  return { line, cells };
}

const ROMAN = ['i', 'ii', 'iii', 'iv'];
const PHASE_NAMES: Readonly<Record<string, Phase>> = {
  fondasi: 'foundation',
  ...Object.fromEntries(PHASES.map((phase) => [phase.toLowerCase(), phase])),
};
const wordsIn = (cell: string): string[] =>
  cell
    .toLowerCase()
    .split(/[\s,;/|]+/)
    .filter((word) => word !== '');
const numberIn = (word: string): number => ROMAN.indexOf(word) + 1 || Number(word);

/** What a cell says of phases: `fondasi A B`. What is none stays as it is written, to be refused. */
export const phasesIn = (cell: string): string[] =>
  wordsIn(cell).map((word) => (Object.hasOwn(PHASE_NAMES, word) ? (PHASE_NAMES[word] ?? word) : word));
/** What a cell says of the tiers of librarians: `I II`, `1, 2`. */
export const tiersIn = (cell: string): number[] => wordsIn(cell).map(numberIn);
/** The level that a cell says; null = none. */
export const levelIn = (cell: string): number | null => (cell === '' ? null : numberIn(cell.toLowerCase()));

/** Phases as a cell has them. */
export const phasesCell = (phases: readonly Phase[]): string =>
  phases.map((phase) => (phase === 'foundation' ? 'fondasi' : phase)).join(' ');
