import type { MaterialKind } from '#shared/marc/derived-bib';
import {
  isControlField,
  isDataField,
  type MarcDataField,
  type MarcField,
  type MarcRecord,
  type MarcSubfield,
} from '#shared/marc/record';
import { headingCodes, headingKind, LINK_PREFIX } from './bib-headings.ts';
import { formFieldsFor, type BibForm, type FormEntry, type FormField, type FormPart } from './form-fields.ts';
import { headingSubfields } from './heading-subfields.ts';
import { entryOf, shownFields } from './marc-to-form.ts';
import { keepEnding, punctuate } from './punctuate.ts';

const isEmpty = (entry: FormEntry): boolean => Object.values(entry).every((text) => text.trim() === '');
const typed = (entry: FormEntry, part: FormPart): string => (entry[part.key] ?? '').trim();

/** Does the record use ISBD punctuation? Leader/18: `c` = punctuation left out. */
const isPunctuated = (marc: MarcRecord): boolean => marc.leader.charAt(18) !== 'c';

/** Keeps subfields in the order in which the field's tag is read aloud: those of the form by alphabet, others where they are. */
function insertSubfield(tag: string, subfields: readonly MarcSubfield[], added: MarcSubfield): MarcSubfield[] {
  const ORDER: Readonly<Record<string, string>> = { '245': 'anpbc', '856': 'uyz' };
  const order = ORDER[tag] ?? 'abcdefghijklmnopqrstuvwxyz';
  const rank = (code: string): number => (order.includes(code) ? order.indexOf(code) : order.length);
  const at = subfields.findIndex((subfield) => rank(subfield.code) > rank(added.code));
  const place = at === -1 ? subfields.length : at;
  return [...subfields.slice(0, place), added, ...subfields.slice(place)];
}

function setSubfield(field: MarcDataField, code: string, text: string): MarcDataField {
  const at = field.subfields.findIndex((subfield) => subfield.code === code);
  const old = field.subfields[at];
  if (!old) {
    if (text === '') return field;
    return { ...field, subfields: insertSubfield(field.tag, field.subfields, { code, value: text }) };
  }
  const subfields =
    text === ''
      ? field.subfields.filter((_, i) => i !== at)
      : field.subfields.map((subfield, i) => (i === at ? { code, value: keepEnding(subfield.value, text) } : subfield));
  return { ...field, subfields };
}

/** Another heading in the field: its link and its source belonged to the old one and go; the role stays. */
function setHeading(field: MarcDataField, text: string): MarcDataField {
  const kind = headingKind(field.tag);
  if (kind === null) return field;
  const made = headingSubfields(kind, text);
  const codes = headingCodes(field.tag);
  const rest = field.subfields.filter(
    ({ code, value }) => !codes.includes(code) && !(code === '0' && value.trim().startsWith(LINK_PREFIX)),
  );
  const isName = kind === 'name' || kind === 'corporate';
  return {
    ...field,
    ind1: isName ? made.ind1 : field.ind1,
    subfields: text === '' ? rest : [...made.subfields, ...rest],
  };
}

/** Positions of a control field; a field that is too short is left alone: it needs the MARC editor. */
function setPositions(field: MarcField, part: Extract<FormPart, { bind: 'positions' }>, text: string): MarcField {
  if (!isControlField(field) || field.value.length < part.to) return field;
  const width = part.to - part.from;
  return {
    ...field,
    value: field.value.slice(0, part.from) + text.slice(0, width).padEnd(width) + field.value.slice(part.to),
  };
}

function applyEntry(
  field: MarcField,
  parts: readonly FormPart[],
  entry: FormEntry,
  punctuated: boolean,
): MarcField | null {
  const before = entryOf(field, parts);
  const changed = parts.filter((part) => typed(entry, part) !== before[part.key]);
  if (changed.length === 0) return field;
  const edited = changed.reduce<MarcField>((result, part) => {
    const text = typed(entry, part);
    if (part.bind === 'positions') return setPositions(result, part, text);
    if (!isDataField(result)) return result;
    return part.bind === 'heading' ? setHeading(result, text) : setSubfield(result, part.code, text);
  }, field);
  if (!isDataField(edited)) return edited;
  if (edited.subfields.length === 0) return null;
  return punctuated ? { ...edited, subfields: punctuate(edited.tag, edited.subfields) } : edited;
}

function newField(field: FormField, entry: FormEntry, punctuated: boolean): MarcField | null {
  const tag = field.tags[0] ?? '';
  const blank: MarcDataField = {
    tag,
    ind1: field.indicators.charAt(0),
    ind2: field.indicators.charAt(1),
    subfields: [],
  };
  if (field.parts.some((part) => part.bind === 'positions')) return null;
  const made = applyEntry(blank, field.parts, entry, punctuated);
  if (made && tag === '082' && isDataField(made))
    return { ...made, subfields: [...made.subfields, { code: '2', value: '23' }] };
  return made;
}

/** After the last field with a tag that is not greater: numbers stay in order where they were in order. */
function insertField(fields: MarcField[], added: MarcField): void {
  const at = fields.findLastIndex((field) => field.tag <= added.tag);
  fields.splice(at + 1, 0, added);
}

const yearIn = (text: string): string | null => /(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)/.exec(text)?.[1] ?? null;

/** A new date of publication is also told in 008/06-10, where catalogues look for it. */
function tellYear(fields: MarcField[], date: string): MarcField[] {
  const year = yearIn(date);
  return fields.map((field) =>
    year !== null && field.tag === '008' && isControlField(field) && field.value.length === 40
      ? { ...field, value: `${field.value.slice(0, 6)}s${year}    ${field.value.slice(15)}` }
      : field,
  );
}

/**
 * Writes the form into the record. Only inputs whose text differs from what `marcToForm` shows are written, so a form that
 * nobody edited gives back the record byte for byte, and every field, subfield and indicator that the form does not know
 * stays as it is. Row i edits the i-th field shown; an emptied row removes what the form knows of its field; rows beyond
 * become new fields.
 */
export function formToMarc(marc: MarcRecord, material: MaterialKind, form: BibForm): MarcRecord {
  const punctuated = isPunctuated(marc);
  const fields: (MarcField | null)[] = [...marc.fields];
  const added: MarcField[] = [];
  let date: string | null = null;
  for (const field of formFieldsFor(material)) {
    const entries = form[field.key];
    if (!entries) continue;
    const shown = shownFields({ leader: marc.leader, fields: fields.filter((one) => one !== null) }, field);
    const places = fields.flatMap((one, at) => (one === null ? [] : [at]));
    entries.forEach((entry, row) => {
      const at = places[shown[row] ?? -1];
      const old = at === undefined ? undefined : fields[at];
      if (
        field.key === 'date' &&
        typed(entry, { key: 'value', bind: 'subfield', code: 'c' }) !== (old ? entryOf(old, field.parts).value : '')
      ) {
        date = entry.value ?? '';
      }
      if (at !== undefined && old) {
        fields[at] = applyEntry(old, field.parts, entry, punctuated);
        return;
      }
      if (isEmpty(entry)) return;
      // several form fields may fill one MARC field (245 $a $b $c)
      const sibling = field.repeatable ? -1 : added.findIndex((one) => one.tag === field.tags[0]);
      const target = added[sibling];
      const made = target ? applyEntry(target, field.parts, entry, punctuated) : newField(field, entry, punctuated);
      if (!made) return;
      if (target) added[sibling] = made;
      else added.push(made);
    });
  }
  const result = fields.filter((field) => field !== null);
  for (const field of added) insertField(result, field);
  return { leader: marc.leader, fields: date === null ? result : tellYear(result, date) };
}
