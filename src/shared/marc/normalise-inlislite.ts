import {
  isControlField,
  isDataField,
  type MarcDataField,
  type MarcField,
  type MarcRecord,
  type MarcSubfield,
} from './record.ts';

/** Control fields that are read by position. */
const isFixed = (tag: string): boolean => /^00[678]$/.test(tag);

const blankHash = (text: string): string => text.replaceAll('#', ' ');

/** "$a Judul :$b anak judul" as subfields. A dollar sign counts only before a code and a blank, so "$50" stays text. */
const splitWritten = (text: string): MarcSubfield[] => {
  const parts = text.split(/\s*\$([a-z0-9])\s+/);
  const subfields: MarcSubfield[] = [];
  for (let i = 1; i < parts.length; i += 2)
    subfields.push({ code: parts[i] ?? '', value: (parts[i + 1] ?? '').trim() });
  return subfields;
};

const normaliseDataField = (field: MarcDataField): MarcDataField => ({
  tag: field.tag,
  ind1: blankHash(field.ind1),
  ind2: blankHash(field.ind2),
  subfields: field.subfields.flatMap(({ code, value }) =>
    /^\s*\$[a-z0-9]\s/.test(value) ? splitWritten(value) : [{ code, value: value.trim() }],
  ),
});

const normaliseField = (field: MarcField): MarcField => {
  if (!isControlField(field)) return normaliseDataField(field);
  return isFixed(field.tag) ? { tag: field.tag, value: blankHash(field.value) } : field;
};

/** '#' for a blank in the leader, 006-008 and the indicators: how many, and in which fields. */
const blanksWritten = (record: MarcRecord): { count: number; tags: string[] } => {
  const places = [
    { tag: 'LDR', text: record.leader },
    ...record.fields.map((field) => ({
      tag: field.tag,
      text: !isControlField(field) ? field.ind1 + field.ind2 : isFixed(field.tag) ? field.value : '',
    })),
  ].map(({ tag, text }) => ({ tag, count: text.split('#').length - 1 }));
  return {
    count: places.reduce((sum, { count }) => sum + count, 0),
    tags: [...new Set(places.flatMap(({ tag, count }) => (count > 0 ? [tag] : [])))],
  };
};

/**
 * Undoes how INLISLite writes its exports: '#' for a blank in the leader, 006-008 and the indicators, subfields written
 * as text ("$a Judul :$b anak judul") and blanks around the values. For its files only: elsewhere these are data.
 */
export const normaliseInlislite = (
  record: MarcRecord,
): { record: MarcRecord; blanks: { count: number; tags: string[] } } => ({
  record: { leader: blankHash(record.leader), fields: record.fields.map(normaliseField) },
  blanks: blanksWritten(record),
});

/** '#' is no indicator and no leader position of MARC 21: whoever writes it means a blank. */
export const isInlislite = (record: MarcRecord): boolean =>
  record.leader.includes('#') ||
  record.fields.some((field) => isDataField(field) && (field.ind1 === '#' || field.ind2 === '#'));
