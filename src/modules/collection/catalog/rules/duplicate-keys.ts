import type { DerivedBib } from '#shared/marc/derived-bib';
import { values } from '#shared/marc/field-index';
import { isDataField, type MarcRecord } from '#shared/marc/record';
import { foldedKey } from '#shared/text/fold';
import { personNameKey } from '#shared/text/person-name';

/** A heading without dates of life: "Toer, Pramoedya Ananta, 1925-2006" → "Toer, Pramoedya Ananta". */
export const withoutDates = (heading: string): string =>
  heading.replace(/,?\s*\(?(?:c(?:a)?\.?\s*)?\d{3,4}\??\s*-\s*(?:\d{3,4}\??)?\)?[.,]?$/, '').replace(/,$/, '');

/**
 * "folded title|first author|year". Parts and volumes ($n, $p) belong to the title, a subtitle does not: cataloguers differ
 * about it. The author's key agrees for inverted and natural order and for spellings (Muhammad, Moh.).
 */
export function duplicateKey(marc: MarcRecord, derived: Pick<DerivedBib, 'title' | 'mainAuthor' | 'year'>): string {
  const title = marc.fields.filter(isDataField).find((field) => field.tag === '245');
  const parts = [derived.title, ...values(title, 'np')].join(' ');
  const author = derived.mainAuthor === null ? '' : personNameKey(withoutDates(derived.mainAuthor));
  return `${foldedKey(parts)}|${author}|${derived.year ?? ''}`;
}

/** A title alone proves nothing: a key without author and year is not used for finding duplicates. */
export const isWeakKey = (key: string): boolean => key.endsWith('||') || key.startsWith('|');

/** The key of a record where it proves something. */
export function strongKey(marc: MarcRecord, derived: DerivedBib): string | null {
  const key = duplicateKey(marc, derived);
  return isWeakKey(key) ? null : key;
}

/** The title part of a key. */
export const titleOfKey = (key: string): string => key.slice(0, key.indexOf('|'));
