import { MADE_BY_US } from '#shared/identity/same-title';
import { copiedNote, isCopiedNote } from '#shared/marc/copied-from';
import { isInlislite, normaliseInlislite } from '#shared/marc/normalise-inlislite';
import { isControlField, isDataField, type MarcDataField, type MarcField, type MarcRecord } from '#shared/marc/record';

/** Text as the database can keep it. */
const clean = (text: string): string => text.toWellFormed().replace(/\p{Cc}/gu, ' ');

/** Leader/06 of what describes a work: no authority, no holdings, no community information. */
const isBib = (record: MarcRecord): boolean => !/[qu-z]/.test(record.leader.charAt(6));

/** New here, and a printed book where it does not say what it is. */
function leaderOf({ leader }: MarcRecord): string {
  const said = clean(leader);
  const type = /[a-t]/.test(said.charAt(6)) ? said.slice(6, 8) : 'am';
  return `${said.slice(0, 5)}n${type}${said.slice(8)}`;
}

/** What only means something in the house it comes from: holdings, copies, local notes and numbers. */
const isLocal = (tag: string): boolean => /^(?:9\d\d|59\d|84[15]|85[0-5]|86[3-8]|87[68]|541|561|583)$/.test(tag);

function cleanField(field: MarcDataField): MarcDataField[] {
  if (field.ind1.length > 1 || field.ind2.length > 1) return [];
  const subfields = field.subfields.flatMap(({ code, value }) => {
    // links into authority files of another Lumbung or Koha: their numbers are those of other headings here
    if (!/^[0-8a-z]$/.test(code) || (code === '0' && /^\s*\(lumbung\)/i.test(value))) return [];
    return [{ code, value: clean(value) }];
  });
  return subfields.some(({ value }) => value.trim() !== '') ? [{ ...field, subfields }] : [];
}

/** A number that somebody made of a row is that of another title in every other house. */
function cleanControl(fields: readonly MarcField[]): { keep: (tag: string) => boolean; number: string | null } {
  const valueOf = (tag: string): string =>
    fields
      .filter(isControlField)
      .find((field) => field.tag === tag)
      ?.value.trim() ?? '';
  const [number, maker] = [clean(valueOf('001')), clean(valueOf('003'))];
  const isMade = MADE_BY_US.has(maker.toUpperCase());
  return {
    keep: (tag) => !isMade || (tag !== '001' && tag !== '003'),
    number: number === '' ? null : maker === '' ? number : `(${maker})${number}`,
  };
}

export interface CopyLimits {
  /** Characters of a field's subfield. */
  longestValue: number;
  /** Characters of the whole, as JSON. */
  longestRecord: number;
}

/**
 * A record of another catalogue as it would be ours: without what is only true there, with a note of whence it came. Null for what
 * describes no work, and for what is longer than any record in earnest.
 * @param day `YYYY-MM-DD`
 */
export function asCopied(
  given: MarcRecord,
  source: { name: string; day: string },
  { longestValue, longestRecord }: CopyLimits,
): MarcRecord | null {
  const record = isInlislite(given) ? normaliseInlislite(given).record : given;
  if (!isBib(record)) return null;
  const { keep, number } = cleanControl(record.fields);
  const fields = record.fields.flatMap((field): MarcField[] => {
    if (!/^\d{3}$/.test(field.tag) || isLocal(field.tag) || !keep(field.tag)) return [];
    if (isControlField(field))
      return field.value.length > longestValue ? [] : [{ ...field, value: clean(field.value) }];
    if (isCopiedNote(field) || field.subfields.some(({ value }) => value.length > longestValue)) return [];
    return cleanField(field);
  });
  if (!fields.some((field) => isDataField(field) && field.tag === '245')) return null;
  const marc: MarcRecord = {
    leader: leaderOf(record),
    fields: [...fields, copiedNote(source.name, source.day, number)],
  };
  return JSON.stringify(marc).length > longestRecord ? null : marc;
}
