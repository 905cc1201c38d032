import { plainText } from '#shared/text/plain-text';

/** A header as it is compared: "NO. INDUK", "NO_INDUK" and "No Induk " are one. */
export const headerKey = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_|_$/g, '');

export interface HeaderRow {
  line: number;
  /** Key of each column. */
  keys: string[];
  /** What stands there. */
  names: readonly string[];
}

/**
 * Is this the header row? v3.x has a row of groups above it (DATA EKSEMPLAR …), v3.3 has not; people put titles above it.
 * @param needed keys of which each must be there (any of the names in an inner list)
 */
export function asHeader(
  row: { line: number; values: readonly string[] },
  needed: readonly (readonly string[])[],
): HeaderRow | null {
  const keys = row.values.map(headerKey);
  return needed.every((names) => names.some((name) => keys.includes(name)))
    ? { line: row.line, keys, names: row.values }
    : null;
}

export type Column = (...names: string[]) => string;

/** Reads a row's cell by the first of these header keys that has a value. */
export function columnReader(header: HeaderRow, values: readonly string[]): Column {
  return (...names) => {
    for (const name of names) {
      const value = plainText(values[header.keys.indexOf(name)] ?? '').trim();
      if (value !== '' && value !== '-') return value;
    }
    return '';
  };
}

/** Columns of the header that `read` asks for by none of their names, nor are left out on purpose, as they are written there. */
export function unknownColumns(
  header: HeaderRow,
  left: readonly string[],
  read: (column: Column) => unknown,
): string[] {
  const known = new Set(['', 'NO', ...left]);
  // where every cell is empty, each name is asked for
  read((...names) => {
    for (const name of names) known.add(name);
    return '';
  });
  return header.names.filter((_, i) => !known.has(header.keys[i] ?? '')).map((name) => name.trim());
}

export const ITEMS_NEEDED = [
  ['JUDUL_UTAMA', 'JUDUL'],
  ['NO_INDUK', 'NOMOR_INDUK', 'NO_BARCODE', 'NOMOR_BARCODE'],
] as const;
export const MEMBERS_NEEDED = [
  ['NO_ANGGOTA', 'NOMOR_ANGGOTA'],
  ['NAMA', 'NAMA_LENGKAP', 'NAMA_ANGGOTA'],
] as const;

/** Left out on purpose: UU PDP 27/2022 lets us keep only what lending needs. */
export const MEMBERS_DROPPED = [
  'AGAMA',
  'IBU_KANDUNG',
  'STATUS_PERKAWINAN',
  'NO_IDENTITAS',
  'JENIS_IDENTITAS',
  'PHOTO_URL',
] as const;
