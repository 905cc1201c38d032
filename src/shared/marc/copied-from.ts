import { isDataField, type MarcDataField, type MarcRecord } from './record.ts';

/** 883: where what stands in a record came from. */
const PROVENANCE = '883';
const COPIED = 'disalin';

const isNote = (field: MarcDataField): boolean =>
  field.tag === PROVENANCE && field.subfields.some(({ code, value }) => code === 'a' && value === COPIED);

/** The names of the catalogues from which a record, or parts of it, were copied. */
export const copiedFrom = (marc: MarcRecord): string[] => [
  ...new Set(
    marc.fields
      .filter(isDataField)
      .filter(isNote)
      .flatMap(({ subfields }) => subfields.filter(({ code }) => code === 'q').map(({ value }) => value)),
  ),
];

/**
 * The note that a record was copied: who had it, on which day, and which number it had there.
 * @param day `YYYY-MM-DD`
 */
export const copiedNote = (name: string, day: string, number: string | null): MarcDataField => ({
  tag: PROVENANCE,
  ind1: ' ',
  ind2: ' ',
  subfields: [
    { code: 'a', value: COPIED },
    { code: 'd', value: day.replaceAll('-', '') },
    { code: 'q', value: name },
    ...(number === null ? [] : [{ code: 'w', value: number }]),
  ],
});

/** Is this field such a note? */
export const isCopiedNote = isNote;
