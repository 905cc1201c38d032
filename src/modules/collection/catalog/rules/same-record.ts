import type { MarcField, MarcRecord } from '#shared/marc/record';

const fieldKey = (field: MarcField): string =>
  'value' in field
    ? JSON.stringify([field.tag, field.value])
    : JSON.stringify([field.tag, field.ind1, field.ind2, ...field.subfields.map(({ code, value }) => [code, value])]);

/** Do two records say exactly the same, field by field? (The database does not keep the order of keys in JSON.) */
export const sameRecord = (a: MarcRecord, b: MarcRecord): boolean =>
  a.leader === b.leader &&
  a.fields.length === b.fields.length &&
  a.fields.every((field, i) => {
    const other = b.fields[i];
    return other !== undefined && fieldKey(field) === fieldKey(other);
  });
