import { isControlField, isDataField, type MarcDataField, type MarcField, type MarcRecord } from '#shared/marc/record';
import { headingText } from './bib-headings.ts';
import { editHeading } from './edit-heading.ts';
import { headingSubfields } from './heading-subfields.ts';
import type { AuthorityKind } from './terms.ts';

/** What an authority record says. */
export interface AuthorityView {
  controlNumber: string | null;
  kind: AuthorityKind;
  heading: string;
  /** 4XX: forms that are not used. */
  see: string[];
  /** 5XX: related headings. */
  seeAlso: string[];
  /** 680, else 678. */
  note: string | null;
}

/** The tag of a bibliographic field that reads like X.. of an authority record. */
const bibTag = (tag: string): string => {
  const end = tag.slice(1);
  if (end === '00' || end === '10' || end === '11') return `1${end}`;
  return end === '30' ? '830' : `6${end}`;
};

function kindOf(field: MarcDataField): AuthorityKind | null {
  const divided = field.subfields.some(({ code }) => 'vxyz'.includes(code));
  switch (field.tag.slice(1)) {
    case '00':
      return divided ? 'subject' : 'name';
    case '10':
    case '11':
      return divided ? 'subject' : 'corporate';
    case '30':
      return divided ? 'subject' : 'series';
    case '48':
    case '50':
    case '51':
      return 'subject';
    default:
      return null;
  }
}

const textOf = (field: MarcDataField, kind: AuthorityKind): string =>
  headingText(field, kind === 'subject' ? '650' : bibTag(field.tag));

const noteText = (field: MarcDataField | undefined): string =>
  (field?.subfields ?? [])
    .filter(({ code }) => 'ai'.includes(code))
    .map(({ value }) => value)
    .join(' ')
    .trim();

/** The field whose text is shown as the note: 680, else 678. */
const noteField = (marc: MarcRecord): MarcDataField | undefined =>
  ['680', '678']
    .flatMap((tag) => marc.fields.filter(isDataField).filter((field) => field.tag === tag))
    .find((field) => noteText(field) !== '');

const withNote = (field: MarcDataField, note: string): MarcDataField => ({
  ...field,
  subfields: [
    { code: field.tag === '680' ? 'i' : 'a', value: note },
    ...field.subfields.filter(({ code }) => !'ai'.includes(code)),
  ],
});

/** Reads an authority record, or null when it has no heading of a kind that is kept here. */
export function readAuthority(marc: MarcRecord): AuthorityView | null {
  const fields = marc.fields.filter(isDataField);
  const main = fields.find((field) => /^1(?:00|10|11|30|48|50|51)$/.test(field.tag));
  const kind = main && !main.subfields.some(({ code }) => code === 't') ? kindOf(main) : null;
  const heading = main && kind ? textOf(main, kind) : '';
  if (!main || !kind || heading === '') return null;
  const forms = (hundred: string): string[] => [
    ...new Set(
      fields
        .filter((field) => field.tag.startsWith(hundred) && field.tag.slice(1) === main.tag.slice(1))
        .map((field) => textOf(field, kind))
        .filter((form) => form !== '' && form !== heading),
    ),
  ];
  return {
    controlNumber:
      marc.fields
        .filter(isControlField)
        .find((field) => field.tag === '001')
        ?.value.trim() || null,
    kind,
    heading,
    see: forms('4'),
    seeAlso: forms('5'),
    note: noteText(noteField(marc)) || null,
  };
}

/** The heading field of an authority record. */
export const headingField = (marc: MarcRecord): MarcDataField | null =>
  marc.fields.filter(isDataField).find((field) => field.tag.startsWith('1')) ?? null;

const END_OF_TAG: Readonly<Record<AuthorityKind, string>> = {
  name: '00',
  corporate: '10',
  subject: '50',
  series: '30',
};
export interface AuthorityForm {
  kind: AuthorityKind;
  heading: string;
  see: readonly string[];
  seeAlso: readonly string[];
  note: string | null;
}

/**
 * Writes what was typed into an authority record. Fields that say the same as before, and all that the form does not know,
 * stay exactly as they are.
 * @param before null = a new record
 */
export function writeAuthority(before: MarcRecord | null, form: AuthorityForm): MarcRecord {
  const old = before ?? { leader: '00000nz  a2200000n  4500', fields: [] };
  const view = before ? readAuthority(before) : null;
  const main = headingField(old);
  const end = main?.tag.slice(1) ?? END_OF_TAG[form.kind];
  const make = (hundred: string, heading: string): MarcDataField => ({
    tag: hundred + end,
    ...headingSubfields(form.kind, heading),
  });
  const isForm = (field: MarcDataField, hundred: string): boolean => field.tag === hundred + end;
  const noted = view?.note === form.note ? undefined : noteField(old);
  const kept = old.fields.flatMap((field): MarcField[] => {
    if (!isDataField(field)) return [field];
    if (field === main) {
      const tag = form.kind === 'subject' ? '650' : bibTag(main.tag);
      return [view?.heading === form.heading ? field : editHeading(field, form.heading, tag)];
    }
    if (isForm(field, '4')) return form.see.includes(textOf(field, form.kind)) ? [field] : [];
    if (isForm(field, '5')) return form.seeAlso.includes(textOf(field, form.kind)) ? [field] : [];
    if (field !== noted) return [field];
    return form.note === null ? [] : [withNote(field, form.note)];
  });
  const has = (field: MarcDataField): boolean =>
    kept.some(
      (other) => isDataField(other) && other.tag === field.tag && textOf(other, form.kind) === textOf(field, form.kind),
    );
  const added = [
    ...(main ? [] : [make('1', form.heading)]),
    ...form.see.map((text) => make('4', text)).filter((field) => !has(field)),
    ...form.seeAlso.map((text) => make('5', text)).filter((field) => !has(field)),
  ];
  if (form.note !== null && view?.note !== form.note && !noted) {
    added.push({ tag: '680', ind1: ' ', ind2: ' ', subfields: [{ code: 'i', value: form.note }] });
  }
  const fields = [...kept];
  for (const field of added) {
    const at = fields.findIndex((other) => other.tag > field.tag);
    fields.splice(at === -1 ? fields.length : at, 0, field);
  }
  return { leader: old.leader, fields };
}
