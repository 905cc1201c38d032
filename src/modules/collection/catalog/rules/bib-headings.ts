import { values } from '#shared/marc/field-index';
import { tidy, trimIsbd } from '#shared/marc/isbd-text';
import { isDataField, type MarcDataField, type MarcRecord } from '#shared/marc/record';
import { foldedKey } from '#shared/text/fold';
import type { AuthorityKind } from './terms.ts';

/** A heading that a record uses. */
export interface BibHeading {
  /** Place of the field in the record. */
  at: number;
  tag: string;
  kind: AuthorityKind;
  heading: string;
  folded: string;
  /** From `$0 (lumbung)123`. */
  authorityId: number | null;
}

/** The MARC organisation code in `$0` of links to our own headings. */
export const LINK_PREFIX = '(lumbung)';

/** Subfields that are the heading itself; the others ($e role, $v volume …) belong to this record's use of it. */
const NAME_CODES: Readonly<Record<string, string>> = { '00': 'abcdq', '10': 'abcdn', '11': 'acdenq' };
const DIVISIONS = 'vxyz';

/** Which kind of heading a field of a record carries; null = none under control. */
export function headingKind(tag: string): AuthorityKind | null {
  if (/^[1678]00$/.test(tag)) return 'name';
  if (/^[1678]1[01]$/.test(tag)) return 'corporate';
  if (/^6(?:30|47|48|50|51|53)$/.test(tag)) return 'subject';
  if (/^(?:440|490|830)$/.test(tag)) return 'series';
  return null;
}

/** The codes of the subfields that make the heading in a field of this tag. */
export function headingCodes(tag: string): string {
  const kind = headingKind(tag);
  if (kind === 'name' || kind === 'corporate') return NAME_CODES[tag.slice(1)] ?? 'a';
  if (kind === 'series') return 'anp';
  return `abcdnp${DIVISIONS}`;
}

/** A visible subfield of a heading. */
export interface HeadingPart {
  /** Place of the subfield in the field. */
  at: number;
  code: string;
  /** As the heading shows it. */
  text: string;
  /** What stands before it in the heading, unless it is the first. */
  before: string;
}

/** Between the divisions of a subject, the index terms of one 653, and the subfields of all else. */
const DIVIDED = ' -- ';
export const TERMS = '; ';

/** What follows $t describes a work of that author; index terms (653) are all that their field tells. */
const isPart = (tag: string, code: string, at: number, workAt: number): boolean => {
  if (tag === '653') return code === 'a';
  if (!headingCodes(tag).includes(code)) return false;
  return headingKind(tag) === 'subject' || workAt === -1 || at < workAt;
};

/** Places of the subfields that are the heading. */
export function headingPlaces(field: MarcDataField, tag = field.tag): number[] {
  const workAt = field.subfields.findIndex(({ code }) => code === 't');
  return field.subfields.flatMap(({ code }, at) => (isPart(tag, code, at, workAt) ? [at] : []));
}

const asDashes = (text: string): string => text.replace(/\s*--\s*|\s+[\u2013\u2014]\s+/g, DIVIDED);

/** A heading in its parts, in the order in which it is read; empty subfields are none. */
export function headingParts(field: MarcDataField, tag = field.tag): HeadingPart[] {
  const isSubject = headingKind(tag) === 'subject';
  const isDivision = (code: string): boolean => isSubject && DIVISIONS.includes(code);
  const found = headingPlaces(field, tag).flatMap((at): HeadingPart[] => {
    const subfield = field.subfields[at];
    if (!subfield || trimIsbd(subfield.value) === '') return [];
    const { code, value } = subfield;
    return [{ at, code, text: tidy(value), before: tag === '653' ? TERMS : isDivision(code) ? DIVIDED : ' ' }];
  });
  const main = found.filter((part) => !isDivision(part.code));
  const ordered = [...main, ...found.filter((part) => isDivision(part.code))];
  return ordered.map((part, i) => {
    const endsHere = part.before !== ' ' || i === main.length - 1;
    const text = endsHere ? trimIsbd(part.text) : part.text;
    return { ...part, text: isSubject ? asDashes(text) : text };
  });
}

/** A heading as it is written: "Toer, Pramoedya Ananta, 1925-2006", "Indonesia -- Sejarah -- 1945-1949", "wayang; batik". */
export const headingText = (field: MarcDataField, tag = field.tag): string =>
  headingParts(field, tag).reduce((text, part, i) => (i === 0 ? part.text : text + part.before + part.text), '');

/** Our own authority's id in `$0`, or null. */
export function linkedAuthority(field: MarcDataField): number | null {
  for (const value of values(field, '0')) {
    const id = /^\(lumbung\)\s*(\d{1,15})$/.exec(value.trim())?.[1];
    if (id !== undefined) return Number(id);
  }
  return null;
}

/** All headings of a record that can be under authority control; index terms (653) each on its own. */
export function bibHeadings(marc: MarcRecord): BibHeading[] {
  return marc.fields.flatMap((field, at): BibHeading[] => {
    const kind = isDataField(field) ? headingKind(field.tag) : null;
    if (kind === null || !isDataField(field)) return [];
    const texts = field.tag === '653' ? values(field, 'a').map(trimIsbd) : [headingText(field)];
    return texts
      .map((heading) => ({
        at,
        tag: field.tag,
        kind,
        heading,
        folded: foldedKey(heading),
        authorityId: linkedAuthority(field),
      }))
      .filter((found) => found.folded !== '');
  });
}
