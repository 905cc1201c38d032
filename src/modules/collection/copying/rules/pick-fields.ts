import { foldedKey } from '#shared/text/fold';
import type { DerivedBib } from '#shared/marc/derived-bib';
import { copiedFrom, isCopiedNote } from '#shared/marc/copied-from';
import { isControlField, isDataField, type MarcField, type MarcRecord } from '#shared/marc/record';

/** What is chosen from one catalogue or another, each with its MARC fields. */
export const PICKED = {
  title: ['245'],
  author: ['100', '110', '111'],
  publication: ['260', '264'],
  extent: ['300'],
  ddc: ['082'],
  subjects: ['600', '610', '611', '630', '650', '651', '653', '655'],
  summary: ['520'],
} as const satisfies Record<string, readonly string[]>;
export type Picked = keyof typeof PICKED;
export const PICKED_KEYS: readonly Picked[] = [
  'title',
  'author',
  'publication',
  'extent',
  'ddc',
  'subjects',
  'summary',
];

/** What a record says there, as people read it; '' = nothing. */
export function saysOf(derived: DerivedBib, key: Picked): string {
  switch (key) {
    case 'title':
      return [derived.title, derived.subtitle].filter(Boolean).join(': ');
    case 'author':
      return derived.authors.find(({ tag }) => tag.startsWith('1'))?.name ?? '';
    case 'publication':
      return [derived.place, derived.publisher, derived.year].filter(Boolean).join(', ');
    case 'extent':
      return derived.extent ?? '';
    case 'ddc':
      return derived.ddc ?? '';
    case 'subjects':
      return derived.subjects.map(({ heading }) => heading).join('; ');
    case 'summary':
      return derived.summary ?? '';
  }
}

/** What several records say of one thing, side by side. */
export interface Compared {
  key: Picked;
  says: string[];
  /** All that say it agree. */
  agree: boolean;
  /** The first that says it. */
  best: number;
}

/** Side by side, without what none of them says. */
export function compareFields(records: readonly DerivedBib[]): Compared[] {
  return PICKED_KEYS.flatMap((key) => {
    const says = records.map((derived) => saysOf(derived, key));
    const best = says.findIndex((text) => text !== '');
    if (best === -1) return [];
    const agree = new Set(says.filter((text) => text !== '').map(foldedKey)).size === 1;
    return [{ key, says, agree, best }];
  });
}

const DATES = { from: 6, to: 15 };
const FIXED_LENGTH = 40;

/** 008/06-14 tells the dates of what 264 says. */
function withDates(field: MarcField, other: MarcRecord): MarcField {
  if (!isControlField(field) || field.tag !== '008') return field;
  const theirs = other.fields.filter(isControlField).find(({ tag }) => tag === '008')?.value ?? '';
  if (field.value.length !== FIXED_LENGTH || theirs.length !== FIXED_LENGTH) return field;
  const { from, to } = DATES;
  return { ...field, value: field.value.slice(0, from) + theirs.slice(from, to) + field.value.slice(to) };
}

function takeOver(marc: MarcRecord, other: MarcRecord, key: Picked): MarcRecord {
  const isOf = ({ tag }: MarcField): boolean => PICKED[key].some((one) => one === tag);
  const theirs = other.fields.filter(isOf);
  if (theirs.length === 0) return marc;
  const rest = marc.fields.filter((field) => !isOf(field));
  const fields = key === 'publication' ? rest.map((field) => withDates(field, other)) : rest;
  const first = theirs[0]?.tag ?? '';
  const at = fields.findLastIndex(({ tag }) => tag <= first);
  return { ...marc, fields: fields.toSpliced(at + 1, 0, ...theirs) };
}

/**
 * The first record with what was chosen from the others. Where one of them gave something, its note of whence it came comes along.
 * @param picks key → place of the record in the list; what is left out stays as the first says it, or the first that says it at all
 */
export function pickFields(
  records: readonly { marc: MarcRecord; derived: DerivedBib }[],
  picks: Readonly<Partial<Record<Picked, number>>>,
): MarcRecord | null {
  const [first] = records;
  if (!first) return null;
  const chosen = compareFields(records.map(({ derived }) => derived)).map(({ key, best }) => ({
    key,
    at: picks[key] ?? best,
  }));
  const gave = new Set(chosen.map(({ at }) => at).filter((at) => at !== 0));
  const whole = chosen.reduce((marc, { key, at }) => {
    const other = at === 0 ? undefined : records[at];
    return other ? takeOver(marc, other.marc, key) : marc;
  }, first.marc);
  const known = copiedFrom(whole);
  const notes = [...gave].flatMap((at) => records[at]?.marc.fields.filter(isDataField).filter(isCopiedNote) ?? []);
  const fresh = notes.filter(
    ({ subfields }) => !subfields.some(({ code, value }) => code === 'q' && known.includes(value)),
  );
  return { ...whole, fields: [...whole.fields, ...fresh] };
}
