/** Small constructors for MARC fields. Empty values are left out. */
import type { MarcDataField, MarcField, MarcSubfield } from '#shared/marc/record';

export const SOURCE_CODE = 'ID-LUMBUNG';

/** `dataField('264', ' 1', 'a', 'Jakarta :', 'b', '')` gives a field with $a only. */
export function dataField(tag: string, indicators: string, ...codesAndValues: string[]): MarcDataField {
  const subfields: MarcSubfield[] = [];
  for (let i = 0; i + 1 < codesAndValues.length; i += 2) {
    const [code, value] = codesAndValues.slice(i, i + 2);
    if (code && value) subfields.push({ code, value });
  }
  return { tag, ind1: indicators.charAt(0), ind2: indicators.charAt(1), subfields };
}

/** The link from a bib field to an authority of the sample. */
export const authorityLink = (controlNumber: string | undefined): string =>
  controlNumber === undefined ? '' : `(${SOURCE_CODE})${controlNumber}`;

/** Keeps the fields in tag order; fields of one tag stay in the order given. */
export const sortFields = (fields: MarcField[]): MarcField[] => fields.toSorted((a, b) => a.tag.localeCompare(b.tag));

/**
 * The day on which a record entered the file, as YYYYMMDD: spread over the years in which the sample library worked, and
 * never before the book was published. The same number always gives the same day.
 */
export function enteredOn(sequence: number, publicationYear: number | null): string {
  const first = Math.max(2016, Math.min(publicationYear ?? 0, 2025));
  const year = Math.min(first + (sequence % 4), 2025);
  const month = 1 + ((sequence * 7) % 12);
  const day = 1 + ((sequence * 11) % 28);
  return `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;
}
