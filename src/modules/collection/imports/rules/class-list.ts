import { BYTE_ORDER_MARK, csvText } from '#shared/csv-cell';
import { parseForeignDate } from './parse-foreign.ts';

/** A row as it was read; what could not be read is as it was written. */
export interface ClassRow {
  line: number;
  fullName: string;
  /** ISO, where it could be read. */
  birthDate: string;
  sex: 'L' | 'P' | null;
  number: string | null;
  className: string;
  guardianName: string;
  guardianPhone: string | null;
}

const NAMES = {
  fullName: ['nama', 'nama lengkap', 'nama siswa', 'nama peserta didik', 'name'],
  birthDate: ['tanggal lahir', 'tgl lahir', 'lahir', 'birth date'],
  sex: ['jenis kelamin', 'jk', 'l/p', 'kelamin', 'sex'],
  number: ['nisn', 'nomor', 'nomor anggota', 'nis', 'no induk', 'nomor induk', 'number'],
  className: ['kelas', 'rombel', 'rombel saat ini', 'class'],
  guardianName: ['wali', 'nama wali', 'orang tua', 'nama orang tua', 'orang tua/wali', 'guardian'],
  guardianPhone: ['telepon wali', 'hp wali', 'no hp wali', 'telepon', 'hp', 'no hp', 'guardian phone'],
} as const;
type ColumnName = keyof typeof NAMES;
const NEEDED: readonly ColumnName[] = ['fullName', 'birthDate', 'className', 'guardianName'];
/** Where each column stands, from 0. */
export type ClassColumns = Partial<Record<ColumnName, number>>;

const plain = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .replaceAll(/[.\s_]+/g, ' ')
    .trim()
    .toLowerCase();

/** The columns that a header names, or null when it is none. */
export function classColumns(header: readonly string[]): ClassColumns | null {
  const keys = header.map(plain);
  const columns: ClassColumns = {};
  for (const [column, names] of Object.entries(NAMES) as [ColumnName, readonly string[]][]) {
    const place = names.map((name) => keys.indexOf(name)).find((at) => at >= 0);
    if (place !== undefined) columns[column] = place;
  }
  return NEEDED.every((column) => columns[column] !== undefined) ? columns : null;
}

/** More than anything in a row may have: what is longer is refused there, and need not be carried along until then. */
const LONGEST_CELL = 1_000;

/** A row as the members' door takes it; null for an empty one. What cannot be read stays as it is written, for the preview to tell. */
export function pupilOf(line: number, values: readonly string[], columns: ClassColumns): ClassRow | null {
  const cell = (column: ColumnName): string =>
    (values[columns[column] ?? -1] ?? '').slice(0, LONGEST_CELL).replaceAll(/\s+/g, ' ').trim();
  if (values.every((value) => value.trim() === '')) return null;
  const sex = cell('sex').charAt(0).toUpperCase();
  return {
    line,
    fullName: cell('fullName'),
    birthDate: parseForeignDate(cell('birthDate')) ?? cell('birthDate'),
    sex: sex === 'L' || sex === 'P' ? sex : null,
    number: cell('number').replaceAll(' ', '') || null,
    className: cell('className'),
    guardianName: cell('guardianName'),
    guardianPhone: cell('guardianPhone') || null,
  };
}

/** A list to fill in, with one row that shows how. */
export function classListTemplate(): string {
  const header = ['Nama', 'Tanggal lahir', 'Jenis kelamin', 'NISN', 'Kelas', 'Nama wali', 'Telepon wali'];
  const example = ['Dimas Aji Pratama', '14/03/2016', 'L', '', '4A', 'Dewi Lestari', '081234567890'];
  return BYTE_ORDER_MARK + csvText([header, example]);
}
