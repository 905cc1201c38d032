import type { MaterialKind } from '#shared/marc/derived-bib';
import {
  isControlField,
  isDataField,
  type MarcDataField,
  type MarcField,
  type MarcRecord,
  type MarcSubfield,
} from '#shared/marc/record';
import { yearsIn } from '#shared/marc/years';
import { editHeading } from './edit-heading.ts';
import { formFieldsFor, type BibForm, type FormEntry, type FormField, type FormPart } from './form-fields.ts';
import { entryOf, shownFields } from './marc-to-form.ts';
import { keepEnding, punctuate } from './punctuate.ts';

const isEmpty = (entry: FormEntry): boolean => Object.values(entry).every((text) => text.trim() === '');
/** What was typed; null = the form did not send this part. */
const typed = (entry: FormEntry, part: FormPart): string | null => entry[part.key]?.trim() ?? null;

/** Does the record use ISBD punctuation? Leader/18: `c` = punctuation left out. */
const isPunctuated = (marc: MarcRecord): boolean => marc.leader.charAt(18) !== 'c';

/** Keeps subfields in the order in which the field's tag is read aloud: those of the form by alphabet, others where they are. */
function insertSubfield(tag: string, subfields: readonly MarcSubfield[], added: MarcSubfield): MarcSubfield[] {
  const ORDER: Readonly<Record<string, string>> = { '245': 'anpbc', '856': 'uyz' };
  const order = ORDER[tag] ?? 'abcdefghijklmnopqrstuvwxyz';
  const rank = (code: string): number => (order.includes(code) ? order.indexOf(code) : order.length);
  // $6 and the like, which speak of the field as a whole, stay before all else
  const lead = subfields.findIndex(({ code }) => !/\d/.test(code));
  const at = subfields.findIndex((subfield, i) => i >= lead && rank(subfield.code) > rank(added.code));
  const place = at === -1 ? subfields.length : at;
  return [...subfields.slice(0, place), added, ...subfields.slice(place)];
}

function setSubfield(
  field: MarcDataField,
  { code, exact }: Extract<FormPart, { bind: 'subfield' }>,
  text: string,
): MarcDataField {
  const at = field.subfields.findIndex((subfield) => subfield.code === code);
  const old = field.subfields[at];
  if (!old) {
    if (text === '') return field;
    return { ...field, subfields: insertSubfield(field.tag, field.subfields, { code, value: text }) };
  }
  const subfields =
    text === ''
      ? field.subfields.filter((_, i) => i !== at)
      : field.subfields.map((subfield, i) =>
          i === at ? { code, value: exact ? text : keepEnding(subfield.value, text) } : subfield,
        );
  return { ...field, subfields };
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

function applyEntry(field: MarcField, parts: readonly FormPart[], entry: FormEntry, punctuated: boolean): MarcField {
  const before = entryOf(field, parts);
  const changed = parts.filter((part) => (typed(entry, part) ?? before[part.key]) !== before[part.key]);
  if (changed.length === 0) return field;
  const edited = changed.reduce<MarcField>((result, part) => {
    const text = typed(entry, part) ?? '';
    if (part.bind === 'positions') return setPositions(result, part, text);
    if (!isDataField(result)) return result;
    return part.bind === 'heading' ? editHeading(result, text) : setSubfield(result, part, text);
  }, field);
  if (!isDataField(edited) || !isDataField(field) || !punctuated) return edited;
  return { ...edited, subfields: punctuate(edited.tag, field.subfields, edited.subfields) };
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

const isEmptied = (field: MarcField): boolean => isDataField(field) && field.subfields.length === 0;

/** Kinds of date (008/06) that tell two of them: ranges, reprints, copyright beside publication … */
const TWO_DATES = /[cdeikmpqrtu]/;

/**
 * A new date of publication is also told in 008/06-14, where catalogues look for it. A second date that the old text did not
 * tell stays (the original of a reprint, the end of a series); one that it told follows the text.
 */
function tellYears(value: string, before: string, after: string): string {
  const [year, second] = yearsIn(after);
  if (year === undefined || value.length !== 40) return value;
  const kind = value.charAt(6);
  const coded = value.slice(11, 15);
  const wasTold = yearsIn(before)[1] === coded;
  const isSingle = !TWO_DATES.test(kind) || (wasTold && second === undefined && /[mqt]/.test(kind));
  const dates = isSingle ? `s${year}    ` : `${kind}${year}${wasTold ? (second ?? coded) : coded}`;
  return value.slice(0, 6) + dates + value.slice(15);
}

/**
 * Writes the form into the record. Only inputs whose text differs from what `marcToForm` shows are written, so a form that
 * nobody edited gives back the record byte for byte, and every field, subfield and indicator that the form does not know
 * stays as it is. Row i edits the i-th field shown; an emptied row removes what the form knows of its field; rows beyond
 * become new fields.
 */
export function formToMarc(marc: MarcRecord, material: MaterialKind, form: BibForm): MarcRecord {
  const punctuated = isPunctuated(marc);
  // an emptied field keeps its place to the end: what comes after it in the form is not written into its neighbour
  const fields: MarcField[] = [...marc.fields];
  const added: MarcField[] = [];
  let date: { before: string; after: string } | null = null;
  for (const field of formFieldsFor(material)) {
    const shown = shownFields(marc, field);
    (form[field.key] ?? []).forEach((entry, row) => {
      const at = shown[row] ?? -1;
      const old = fields[at];
      if (field.key === 'date') {
        const before = old ? (entryOf(old, field.parts).value ?? '') : '';
        const after = entry.value?.trim() ?? before;
        if (after !== before) date = { before, after };
      }
      if (old) {
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
  const result = fields.filter((field, at) => field === marc.fields[at] || !isEmptied(field));
  for (const field of added) if (!isEmptied(field)) insertField(result, field);
  return { leader: marc.leader, fields: result.map((field) => told(field, date)) };
}

const told = (field: MarcField, date: { before: string; after: string } | null): MarcField =>
  date !== null && field.tag === '008' && isControlField(field)
    ? { ...field, value: tellYears(field.value, date.before, date.after) }
    : field;
