import { isDataField, type MarcDataField, type MarcRecord } from '#shared/marc/record';
import { foldedKey } from '#shared/text/fold';
import { headingCodes, headingKind, headingPlaces, headingText, linkedAuthority, LINK_PREFIX } from './bib-headings.ts';
import { keepEnding } from './punctuate.ts';
import type { AuthorityKind } from './terms.ts';

export interface HeadingRewrite {
  kind: AuthorityKind;
  /** Fields with one of these in `$0` are rewritten … */
  fromIds: readonly number[];
  /** … and fields whose heading folds to one of these. */
  fromFolded: readonly string[];
  /** The heading to use from now on. */
  toId: number;
  /** 1XX of the authority record. */
  to: MarcDataField;
}

/** The transcription of the piece (490) and index terms (653) are not under control: they stay as they are. */
const TRANSCRIBED = new Set(['490', '653']);

function rewriteField(field: MarcDataField, rewrite: HeadingRewrite): MarcDataField {
  const places = new Set(headingPlaces(field));
  const first = Math.min(...places);
  const last = Math.max(...places);
  const tag = field.tag === '440' ? field.tag : field.tag.charAt(0) + rewrite.to.tag.slice(1);
  const sameTag = headingKind(tag) === rewrite.kind;
  const codes = headingCodes(sameTag ? tag : field.tag);
  const heading = rewrite.to.subfields
    .filter(({ code }) => codes.includes(code))
    .map(({ code, value }) => ({ code, value }));
  const final = heading.at(-1);
  // the sign that stood between the heading and what follows ("," before the role, "." at the end) is kept
  const sign = /[.,]$/.exec(field.subfields[last]?.value ?? '')?.[0];
  if (final && sign && !/[.,-]$/.test(final.value)) final.value = keepEnding(sign, final.value);
  const subfields = field.subfields
    .flatMap((subfield, i) => (i === first ? heading : places.has(i) ? [] : [subfield]))
    .filter(({ code, value }) => code !== '0' || !value.trim().startsWith(LINK_PREFIX));
  return {
    tag: sameTag ? tag : field.tag,
    ind1: rewrite.kind === 'name' || rewrite.kind === 'corporate' ? rewrite.to.ind1 : field.ind1,
    ind2: field.ind2,
    subfields: [...subfields, { code: '0', value: `${LINK_PREFIX}${rewrite.toId}` }],
  };
}

/**
 * The record with the kept heading in place of others, linked by `$0 (lumbung)id`. Roles, volumes and all else in the fields
 * stay. @returns null when the record does not use the heading
 */
export function rewriteHeading(marc: MarcRecord, rewrite: HeadingRewrite): MarcRecord | null {
  let changed = false;
  const fields = marc.fields.map((field) => {
    if (!isDataField(field) || TRANSCRIBED.has(field.tag) || headingKind(field.tag) !== rewrite.kind) return field;
    const id = linkedAuthority(field);
    const uses =
      id === null ? rewrite.fromFolded.includes(foldedKey(headingText(field))) : rewrite.fromIds.includes(id);
    if (!uses) return field;
    const written = rewriteField(field, rewrite);
    if (JSON.stringify(written) !== JSON.stringify(field)) changed = true;
    return written;
  });
  return changed ? { leader: marc.leader, fields } : null;
}
