import {
  isControlField,
  type MarcDataField,
  type MarcField,
  type MarcRecord,
  type MarcSubfield,
} from '#shared/marc/record';
import { leaderCodes } from '#shared/marc/material-words';
import { tidyLine } from '#shared/moving/tidy-text';

/** A row of `catalog_ruas`. */
export interface Ruas {
  id: number;
  tag: string;
  ind1: string | null;
  ind2: string | null;
  value: string;
  sequence: number;
}
/** A row of `catalog_subruas`, which is only held against the field. */
export interface SubRuas {
  code: string;
  value: string;
  sequence: number;
}

/** What a field of INLISLite says that is ours to say: its number, the day of its last change, where it is from, what its copies are called. */
const LEFT = new Set(['001', '003', '005', '990']);
/** Letters, and the figures that catalogues use; any other figure behind a `$` is a price. */
const WITH_BLANK = /(?:^|\s)\$([a-z0246])(?:\s+|$)/gi;
const WITHOUT_BLANK = /\$([a-z0246])/gi;

/** A field that is not carried over because the catalogue says the same of its own. */
export const isLeftField = ({ tag }: Ruas): boolean => LEFT.has(tag);

const squeezed = (text: string): string => text.replace(/\s+/g, '');
const written = (apart: readonly SubRuas[]): string => apart.map(({ code, value }) => `$${code}${value}`).join('');

function splitAt(value: string, mark: RegExp): MarcSubfield[] {
  const marks = [...value.matchAll(mark)];
  if (marks.length === 0) return [{ code: 'a', value }];
  const before = value.slice(0, marks[0]?.index ?? 0);
  const parts = marks.map((found, i) => ({
    code: (found[1] ?? 'a').toLowerCase(),
    value: value.slice(found.index + found[0].length, marks[i + 1]?.index ?? value.length),
  }));
  return before.trim() === '' ? parts : [{ code: 'a', value: before }, ...parts];
}

/** What is in a field, and what should be known of that. */
export interface ReadValue {
  subfields: MarcSubfield[];
  /** A `$` stands in a value, and nothing tells what it is. */
  isAmbiguous: boolean;
  /** The table of subfields says something else. */
  differs: boolean;
}

/**
 * The subfields of `$a Judul : $b anak / $c …`; marks of ISBD stay, they belong to a record. Where the table of subfields holds just the same text it
 * tells where they end (a `$` may be a price); where it does not, the field is right: INLISLite has mixed up the others when two people saved at once.
 */
export function readValue(value: string, apart: readonly SubRuas[]): ReadValue {
  const isSame = apart.length > 0 && squeezed(written(apart)) === squeezed(value);
  const mark = /^\s*\$[a-z0-9](?:\s|$)/i.test(value) ? WITH_BLANK : WITHOUT_BLANK;
  const found = isSame
    ? apart.map(({ code, value: text }) => ({ code: code.toLowerCase(), value: text }))
    : splitAt(value, mark);
  const subfields = found
    .map(({ code, value: text }) => ({ code, value: tidyLine(text).text }))
    .filter(({ value: text }) => text !== '' && text !== '#');
  const hasMark = subfields.some(({ value: text }) => text.includes('$'));
  return { subfields, isAmbiguous: hasMark && !isSame, differs: apart.length > 0 && !isSame };
}

/** `#`, nothing, and what no indicator can be, is a blank. */
const indicator = (cell: string | null): string =>
  /^[0-9a-z]/i.test(cell?.trim() ?? '') ? (cell?.trim() ?? '').charAt(0) : ' ';

/** 40 characters; INLISLite writes `*` and `#` for blanks. */
function fixedField(tag: string, value: string): string {
  const plain = value.replace(/[\r\n]/g, '').replace(/[#*]/g, ' ');
  return tag === '008' ? plain.padEnd(40).slice(0, 40) : plain.slice(0, 200);
}

/** A field as it stands in the record; null = it says nothing. */
export function fieldOf(
  ruas: Ruas,
  apart: readonly SubRuas[],
): { field: MarcField | null; isAmbiguous: boolean; differs: boolean } {
  const { tag, ind1, ind2, value } = ruas;
  if (tag.startsWith('00')) {
    const fixed = fixedField(tag, value);
    return { field: fixed.trim() === '' ? null : { tag, value: fixed }, isAmbiguous: false, differs: false };
  }
  const { subfields, ...more } = readValue(value, apart);
  const field = { tag, ind1: indicator(ind1), ind2: indicator(ind2), subfields };
  return { field: subfields.length === 0 ? null : field, ...more };
}

const dataField = (
  tag: string,
  ind1: string,
  ind2: string,
  ...pairs: readonly (readonly [string, string])[]
): MarcDataField[] => {
  const subfields = pairs.filter(([, value]) => value !== '').map(([code, value]) => ({ code, value }));
  return subfields.length === 0 ? [] : [{ tag, ind1, ind2, subfields }];
};

/** What the columns of `catalogs` say of a title, tidied; '' = nothing. */
export interface Columns {
  id: string;
  controlNumber: string;
  title: string;
  author: string;
  edition: string;
  publisher: string;
  place: string;
  year: string;
  extent: string;
  isbn: string;
  dewey: string;
  subject: string;
  note: string;
  language: string;
  material: string;
  isRda: boolean;
}

const several = (text: string): string[] => text.split(/\s*;\s*/).filter((one) => one !== '');

/** A record out of the columns that INLISLite shows, of a title whose fields are gone. */
export function fieldsOfColumns(columns: Columns): MarcField[] {
  const { title, author, edition, publisher, place, year, extent, isbn, dewey, subject, note, language } = columns;
  const [, before = title, responsibility = ''] = /^(.+?)\s+\/\s+(.+)$/.exec(title) ?? [];
  const [, main = before, rest = ''] = /^(.+?)\s+:\s+(.+)$/.exec(before) ?? [];
  // "Pramudya, Adi (Pengarang) ; Wulandari"
  const [first = '', ...others] = several(author).map((name) => name.replace(/\s*\([^()]*\)\s*$/, ''));
  const nameInd = (name: string): string => (name.includes(',') ? '1' : '0');
  return [
    ...dataField('020', ' ', ' ', ['a', isbn]),
    ...(/^[a-z]{3}$/.test(language) ? dataField('041', '0', ' ', ['a', language]) : []),
    ...dataField('082', '0', '4', ['a', dewey]),
    ...dataField('100', nameInd(first), ' ', ['a', first]),
    ...dataField(
      '245',
      first === '' ? '0' : '1',
      '0',
      ['a', rest !== '' ? `${main} :` : responsibility !== '' ? `${main} /` : main],
      ['b', rest !== '' && responsibility !== '' ? `${rest} /` : rest],
      ['c', responsibility],
    ),
    ...dataField('250', ' ', ' ', ['a', edition]),
    ...dataField('264', ' ', '1', ['a', place], ['b', publisher], ['c', year]),
    ...dataField('300', ' ', ' ', ['a', extent]),
    ...dataField('520', ' ', ' ', ['a', note]),
    ...several(subject).flatMap((one) => dataField('650', ' ', '4', ['a', one])),
    ...others.flatMap((name) => dataField('700', nameInd(name), ' ', ['a', name])),
  ];
}

const UNTITLED = '[Tanpa judul]';

/**
 * The record: fields as they stand, a leader made for them, and what is missing out of the columns. INLISLite's own number stands in 035, where it is
 * found again.
 */
export function recordOf(fields: readonly MarcField[], columns: Columns): MarcRecord {
  const given = fields.length === 0 ? fieldsOfColumns(columns) : fields;
  const hasTitle = given.some((field) => field.tag === '245' && !isControlField(field));
  const title = hasTitle ? [] : dataField('245', '0', '0', ['a', columns.title || UNTITLED]);
  const own = dataField('035', ' ', ' ', ['a', `(INLISLite)${columns.controlNumber || columns.id}`]);
  const { leader } = leaderCodes(columns.material);
  const all = [...given, ...title, ...own].toSorted((a, b) => (a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0));
  return { leader: `00000n${leader} a2200000 ${columns.isRda ? 'i' : 'a'} 4500`, fields: all };
}
