import { values } from '#shared/marc/field-index';
import { trimIsbd } from '#shared/marc/isbd-text';
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

const join = (field: MarcDataField, codes: string): string => trimIsbd(values(field, codes).join(' '));

/** A heading as it is written: "Toer, Pramoedya Ananta, 1925-2006", "Indonesia -- Sejarah -- 1945-1949". */
export function headingText(field: MarcDataField, tag = field.tag): string {
  const kind = headingKind(tag);
  if (kind !== 'subject') {
    // what follows $t describes a work of that author
    const end = field.subfields.findIndex(({ code }) => code === 't');
    const part = end === -1 ? field : { ...field, subfields: field.subfields.slice(0, end) };
    return join(part, headingCodes(tag));
  }
  return [join(field, 'abcdnp'), ...values(field, DIVISIONS).map(trimIsbd)]
    .filter((part) => part !== '')
    .join(' -- ')
    .replace(/\s*--\s*|\s+[\u2013\u2014]\s+/g, ' -- ');
}

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
