import {
  FORM_GROUPS,
  formFieldsFor,
  LONGEST_TITLE,
  LONGEST_VALUE,
  type BibForm,
  type FormField,
  type FormPart,
} from '#modules/collection/catalog/client';
import type { Locale } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import { normaliseIsbn } from '#shared/isbn';
import type { MaterialKind } from '#shared/marc/derived-bib';
import type { FieldView, GroupView, InputView } from './form-view.ts';

const named = (prefix: string, code: string, locale: Locale): string => sentenceOf(prefix, code, {}, locale) ?? code;

/** So many letters at most does saving set between the parts of a field (` :`, ` /`). */
const PUNCTUATION = 5;

/** Widths in the form's grid of six columns; what is not named takes the whole line. */
const SPANS: Readonly<Record<string, string>> = {
  isbn: 'w3',
  issn: 'w3',
  edition: 'w3',
  place: 'w2',
  publisher: 'w2',
  date: 'w2',
  extent: 'w3',
  illustrations: 'w3',
  dimensions: 'w3',
  accompanying: 'w3',
  part_number: 'w2',
  part_name: 'w4',
  ddc: 'w2',
  audience: 'w2',
  language: 'w2',
};
const PART_SPANS: Readonly<Record<string, string>> = { name: 'w4', role: 'w2', volume: 'w2', url: 'w4', label: 'w2' };

const SUGGEST: Readonly<Record<string, InputView['suggest']>> = {
  author: 'name',
  people: 'name',
  body: 'corporate',
  bodies: 'corporate',
  subjects: 'subject',
};

const tagOf = (field: FormField, part: FormPart): string => {
  const tag = field.tags[0] ?? '';
  return part.bind === 'positions' ? `${tag}/${part.from}` : `${tag} ${part.bind === 'heading' ? 'a' : part.code}`;
};

function choicesOf(field: FormField, part: FormPart, value: string, locale: Locale): InputView['choices'] {
  if (part.bind !== 'positions') return null;
  const codes = value === '' || part.choices.includes(value) ? part.choices : [value, ...part.choices];
  return codes.map((code) => ({ value: code, label: named(`catalog_choice_${field.key}`, code, locale) }));
}

const errorOf = (field: FormField, value: string, locale: Locale): string | null =>
  field.key === 'isbn' && value !== '' && normaliseIsbn(value) === null ? named('catalog', 'isbn_wrong', locale) : null;

/** What was said of a refused record, by `title` or by the tag: it stands at the field's longest value, for nothing else is refused of one. */
function refusedAt(
  field: FormField,
  entries: readonly Record<string, string>[],
  refused: Refused,
): { value: string; why: string } | null {
  const why = [field.key, ...field.tags].map((name) => refused[name]).find((one) => one !== undefined);
  if (why === undefined) return null;
  const values = entries.flatMap((entry) => Object.values(entry)).toSorted((a, b) => b.length - a.length);
  return { value: values[0] ?? '', why };
}

/** Sentences of a refusal, by the names that the catalogue gives to what is wrong. */
type Refused = Readonly<Record<string, string>>;

function fieldView(field: FormField, form: BibForm, locale: Locale, refused: Refused): FieldView {
  const label = named('catalog_field', field.key, locale);
  const entries = form[field.key] ?? [];
  const wrong = refusedAt(field, entries, refused);
  const blank = field.repeatable || entries.length === 0 ? [{}] : [];
  const rows = [...entries, ...blank].map((entry: Record<string, string>, row) =>
    field.parts.map((part, i): InputView => {
      const value = entry[part.key] ?? '';
      const own = i === 0 ? label : named('catalog_part', part.key, locale);
      return {
        name: `f.${field.key}.${row}.${part.key}`,
        label: field.repeatable && row > 0 ? `${own} ${row + 1}` : own,
        value,
        tag: tagOf(field, part),
        long: part.bind === 'subfield' && part.long === true,
        max: (tagOf(field, part).startsWith('245') ? LONGEST_TITLE : LONGEST_VALUE) - PUNCTUATION,
        choices: choicesOf(field, part, value, locale),
        suggest: part.bind === 'heading' ? (SUGGEST[field.key] ?? null) : null,
        roles: part.key === 'role',
        error: wrong?.value === value ? wrong.why : errorOf(field, value, locale),
        span: field.parts.length > 1 ? (PART_SPANS[part.key] ?? (i === 0 ? 'w4' : 'w2')) : (SPANS[field.key] ?? ''),
      };
    }),
  );
  return {
    key: field.key,
    label,
    hint: sentenceOf('catalog_hint', field.key, {}, locale),
    repeatable: field.repeatable,
    rows,
  };
}

/** The form of a record, section by section; repeatable fields have one empty row more. */
export function formView(form: BibForm, material: MaterialKind, locale: Locale, refused: Refused = {}): GroupView[] {
  const fields = formFieldsFor(material);
  return FORM_GROUPS.map((key) => ({
    key,
    title: named('catalog_group', key, locale),
    fields: fields.filter((field) => field.group === key).map((field) => fieldView(field, form, locale, refused)),
  })).filter((group) => group.fields.length > 0);
}

const INPUT = /^f\.([a-z_]+)\.(\d{1,3})\.([a-z]+)$/;

/** What a form sent, in the shape of the record's form. Line ends of browsers are made plain. */
export function readBibForm(data: FormData): BibForm {
  const form: BibForm = {};
  for (const [name, value] of data) {
    const [, key, row, part] = INPUT.exec(name) ?? [];
    if (key === undefined || row === undefined || part === undefined || typeof value !== 'string') continue;
    const rows = (form[key] ??= []);
    while (rows.length <= Number(row)) rows.push({});
    const entry = rows[Number(row)];
    if (entry) entry[part] = value.replace(/\s*\r?\n\s*/g, ' ').trim();
  }
  return form;
}
