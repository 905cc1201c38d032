import type { LocalDate } from '#shared/dates';

/** What a NIK contradicts: the birth date or sex of the record, or any calendar at all (`shape`). */
export const nikMismatches = ['birth_date', 'sex', 'shape'] as const;
export type NikMismatch = (typeof nikMismatches)[number];

/** Women's days of birth are written with this added. */
const WOMEN = 40;

/** The figures of a NIK as typed; null unless there are sixteen. */
export function nikFigures(typed: string): string | null {
  const figures = typed.replace(/[\s.-]/g, '');
  return /^\d{16}$/.test(figures) ? figures : null;
}

/**
 * What a NIK says of its bearer: `PPKKCC DDMMYY SSSS`, day + 40 for women; there is no check digit. The area is that of the
 * first registration and says nothing of the present home. Null where the date cannot be one.
 */
export function readNik(nik: string): { day: number; month: number; yearOfCentury: number; sex: 'L' | 'P' } | null {
  const [day, month, yearOfCentury] = [nik.slice(6, 8), nik.slice(8, 10), nik.slice(10, 12)].map(Number);
  if (day === undefined || month === undefined || yearOfCentury === undefined) return null;
  const sex = day > WOMEN ? 'P' : 'L';
  const dayOfMonth = sex === 'P' ? day - WOMEN : day;
  // 2000 is a leap year, so 29 February passes for every century
  const exists =
    month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= new Date(Date.UTC(2000, month, 0)).getUTCDate();
  return exists ? { day: dayOfMonth, month, yearOfCentury, sex } : null;
}

/** Where NIK and record disagree. Registers have errors of their own, so this warns and never refuses. */
export function compareNik(nik: string, person: { birthDate: LocalDate | null; sex: 'L' | 'P' | null }): NikMismatch[] {
  const said = readNik(nik);
  if (!said) return ['shape'];
  const found: NikMismatch[] = [];
  if (person.birthDate !== null) {
    const [year = 0, month = 0, day = 0] = person.birthDate.split('-').map(Number);
    if (day !== said.day || month !== said.month || year % 100 !== said.yearOfCentury) found.push('birth_date');
  }
  if (person.sex !== null && person.sex !== said.sex) found.push('sex');
  return found;
}
