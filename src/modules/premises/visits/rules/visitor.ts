import { ageOn, type LocalDate } from '#shared/dates';
import { stripNameTitles } from '#shared/text/person-name';

/** Groups in which visitors are counted; at the door people choose one themselves. */
export const ageGroups = ['anak', 'remaja', 'dewasa', 'lansia'] as const;
export type AgeGroup = (typeof ageGroups)[number];

/** The first year of life of each group: child, youth, adult, elder (UU 13/1998: from 60). */
const FROM: readonly (readonly [AgeGroup, number])[] = [
  ['lansia', 60],
  ['dewasa', 18],
  ['remaja', 13],
];

/** The group of somebody born on a day; null = the birth date is not known. */
export function ageGroupOn(birthDate: LocalDate | null, day: LocalDate): AgeGroup | null {
  if (birthDate === null) return null;
  const age = ageOn(birthDate, day);
  return FROM.find(([, from]) => age >= from)?.[0] ?? 'anak';
}

export const occupations = [
  'pelajar',
  'mahasiswa',
  'guru',
  'pegawai',
  'wirausaha',
  'petani',
  'rumah_tangga',
  'pensiunan',
  'lainnya',
] as const;
export type Occupation = (typeof occupations)[number];

export const purposes = ['membaca', 'meminjam', 'belajar', 'internet', 'kegiatan', 'kelas', 'lainnya'] as const;
export type Purpose = (typeof purposes)[number];

/** What is tapped at the door: one touch says age and, where it follows, occupation. */
export const visitorTypes = ['anak', 'pelajar', 'mahasiswa', 'umum', 'lansia'] as const;
export type VisitorType = (typeof visitorTypes)[number];

const TAPPED: Record<VisitorType, { ageGroup: AgeGroup; occupation: Occupation | null }> = {
  anak: { ageGroup: 'anak', occupation: null },
  pelajar: { ageGroup: 'remaja', occupation: 'pelajar' },
  mahasiswa: { ageGroup: 'dewasa', occupation: 'mahasiswa' },
  umum: { ageGroup: 'dewasa', occupation: null },
  lansia: { ageGroup: 'lansia', occupation: null },
};
export const tappedAs = (type: VisitorType): { ageGroup: AgeGroup; occupation: Occupation | null } => TAPPED[type];

/** A category of members that is an occupation says what its members do. */
export const occupationOf = (category: string): Occupation | null =>
  occupations.find((occupation) => occupation === category) ?? null;

/**
 * What a screen at the door may call somebody: one word of the name. Initials are no name to be called by: `M. Dimas Aji` → `Dimas`.
 */
export function nickname(fullName: string): string {
  const words = stripNameTitles(fullName).replaceAll(',', ' ').split(/\s+/);
  return words.find((word) => word.replace(/\P{L}/gu, '').length > 1 && !word.endsWith('.')) ?? words[0] ?? '';
}
