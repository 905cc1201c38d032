import { isDataField, type MarcDataField, type MarcRecord } from '#shared/marc/record';

/** The first field with one of the tags, in the record's order. */
export function firstField(marc: MarcRecord, ...tags: string[]): MarcDataField | null {
  return marc.fields.filter(isDataField).find((field) => tags.includes(field.tag)) ?? null;
}

/** The first subfield of a code, as it stands. */
export function subfield(field: MarcDataField | null, code: string): string | null {
  return field?.subfields.find((part) => part.code === code)?.value ?? null;
}
