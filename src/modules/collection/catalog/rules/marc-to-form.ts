import type { MaterialKind } from '#shared/marc/derived-bib';
import { tidy, trimIsbd } from '#shared/marc/isbd-text';
import { isControlField, isDataField, type MarcField, type MarcRecord } from '#shared/marc/record';
import { headingText } from './bib-headings.ts';
import { formFieldsFor, type BibForm, type FormEntry, type FormField, type FormPart } from './form-fields.ts';

/** Places in the record of the fields that a form field shows. */
export function shownFields(marc: MarcRecord, field: FormField): number[] {
  const found = marc.fields.flatMap((one, at) => (field.tags.includes(one.tag) ? [at] : []));
  if (field.repeatable) return found;
  if (!field.tags.includes('264')) return found.slice(0, 1);
  // the statement of publication, not that of manufacture or copyright
  const isPublication = (at: number): boolean => {
    const one = marc.fields[at];
    return one !== undefined && isDataField(one) && one.tag === '264' && one.ind2 === '1';
  };
  const published = found.find(isPublication) ?? found.find((at) => marc.fields[at]?.tag === '260');
  return published === undefined ? [] : [published];
}

function partText(field: MarcField, part: FormPart): string {
  switch (part.bind) {
    case 'positions':
      return isControlField(field) ? field.value.slice(part.from, part.to).trim() : '';
    case 'heading':
      return isDataField(field) ? headingText(field) : '';
    case 'subfield': {
      const found = isDataField(field) ? field.subfields.find(({ code }) => code === part.code) : undefined;
      if (!found) return '';
      return part.exact ? tidy(found.value) : trimIsbd(found.value);
    }
  }
}

/** What a form field shows of one MARC field. */
export const entryOf = (field: MarcField, parts: readonly FormPart[]): FormEntry =>
  Object.fromEntries(parts.map((part) => [part.key, partText(field, part)]));

/** The record as the friendly form shows it: text without ISBD punctuation, one row for each field that can be repeated. */
export function marcToForm(marc: MarcRecord, material: MaterialKind): BibForm {
  return Object.fromEntries(
    formFieldsFor(material).map((field) => [
      field.key,
      shownFields(marc, field).flatMap((at) => {
        const one = marc.fields[at];
        return one ? [entryOf(one, field.parts)] : [];
      }),
    ]),
  );
}
