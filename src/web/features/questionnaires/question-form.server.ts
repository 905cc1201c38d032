import {
  CHOICE_KINDS,
  type Condition,
  type Content,
  type Question,
  type QuestionKind,
} from '#modules/community/questionnaires/client';
import { MOST_INTEGER } from '#platform/requests/bounds';

/** So many empty lines for more options or rows; saving gives more. */
const SPARE = 4;

export interface QuestionForm {
  id: string;
  kind: QuestionKind;
  hasOptions: boolean;
  values: Record<string, string>;
  options: { value: string; id: string; en: string; score: string; correct: boolean }[];
  rows: { key: string; id: string; en: string }[];
  /** Earlier questions that this one may hang on. */
  earlier: { id: string; label: string; options: { value: string; label: string; chosen: boolean }[] }[];
}

/** What the form of a question begins with. */
export function questionForm({ questions }: Content, question: Question): QuestionForm {
  const at = questions.findIndex(({ id }) => id === question.id);
  const before = at === -1 ? questions : questions.slice(0, at);
  const text = (value: number | null): string => (value === null ? '' : String(value));
  const { when, kind } = question;
  return {
    id: question.id,
    kind,
    hasOptions: CHOICE_KINDS.has(kind),
    values: {
      label: question.label.id,
      labelEn: question.label.en,
      hint: question.hint.id,
      hintEn: question.hint.en,
      required: question.required ? 'ya' : '',
      long: question.long ? 'ya' : '',
      min: text(question.min),
      max: text(question.max),
      points: text(question.points),
      accept: question.accept,
      megabytes: String(question.megabytes),
      whenIs: when?.is === 'none_of' ? 'none_of' : 'any_of',
      // written in a file: kept as it is
      whenNumber: when?.is === 'at_least' || when?.is === 'at_most' ? when.is : '',
    },
    options: [
      ...question.options.map(({ value, label, score, correct }) => ({
        value,
        id: label.id,
        en: label.en,
        score: text(score),
        correct,
      })),
      ...Array.from({ length: SPARE }, () => ({ value: '', id: '', en: '', score: '', correct: false })),
    ],
    rows: [
      ...question.rows.map(({ id, label }) => ({ key: id, id: label.id, en: label.en })),
      ...Array.from({ length: SPARE }, () => ({ key: '', id: '', en: '' })),
    ],
    earlier: before
      .filter((one) => one.kind === 'single' || one.kind === 'likert' || one.kind === 'multiple')
      .map((one) => ({
        id: one.id,
        label: one.label.id,
        options: one.options.map(({ value, label }) => ({
          value,
          label: label.id,
          chosen: when?.question === one.id && when.values.includes(value),
        })),
      })),
  };
}

/** The next of `1`, `2`, … that none of them is. */
function freeKey(taken: Set<string>, prefix = ''): string {
  let number = taken.size + 1;
  while (taken.has(`${prefix}${number}`)) number += 1;
  taken.add(`${prefix}${number}`);
  return `${prefix}${number}`;
}

const asText = (value: FormDataEntryValue | null): string => (typeof value === 'string' ? value.trim() : '');
/** A number that was typed; what is none becomes null, and the schema says what is missing. */
function asNumber(value: FormDataEntryValue | null): number | null {
  const text = asText(value).replace(',', '.');
  const number = Number(text);
  return text === '' || !(Math.abs(number) <= MOST_INTEGER) ? null : number;
}

/** The question that a form describes, over what it was before. */
export function questionFrom(form: FormData, before: Question): Question {
  const words = (name: string) => ({ id: asText(form.get(name)), en: asText(form.get(`${name}En`)) });
  return {
    ...before,
    label: words('label'),
    hint: words('hint'),
    required: form.get('required') === 'ya',
    options: CHOICE_KINDS.has(before.kind) ? optionsFrom(form) : [],
    rows: before.kind === 'matrix' ? rowsFrom(form) : [],
    min: asNumber(form.get('min')),
    max: asNumber(form.get('max')) ?? (before.kind === 'rating' ? 5 : null),
    long: form.get('long') === 'ya',
    accept: form.get('accept') === 'picture' ? 'picture' : 'document',
    megabytes: asNumber(form.get('megabytes')) ?? before.megabytes,
    points: asNumber(form.get('points')),
    when: conditionFrom(form, before.when),
  };
}

function optionsFrom(form: FormData): Question['options'] {
  const ids = form.getAll('optionId').map(asText);
  const kept = form.getAll('optionValue').map(asText);
  const english = form.getAll('optionEn').map(asText);
  const scores = form.getAll('optionScore');
  const right = new Set(form.getAll('optionCorrect').map(asText));
  const taken = new Set(kept.filter(Boolean));
  return ids.flatMap((id, at) =>
    id === ''
      ? []
      : [
          {
            value: kept[at] || freeKey(taken),
            label: { id, en: english[at] ?? '' },
            score: asNumber(scores[at] ?? null),
            correct: right.has(String(at)),
          },
        ],
  );
}

function rowsFrom(form: FormData): Question['rows'] {
  const kept = form.getAll('rowKey').map(asText);
  const english = form.getAll('rowEn').map(asText);
  const taken = new Set(kept.filter(Boolean));
  return form.getAll('rowId').flatMap((value, at) => {
    const id = asText(value);
    return id === '' ? [] : [{ id: kept[at] || freeKey(taken, 'b'), label: { id, en: english[at] ?? '' } }];
  });
}

/** Options that were ticked of one earlier question; the first one counts. A condition on a number comes from a file and stays. */
function conditionFrom(form: FormData, before: Condition | null): Condition | null {
  const ticked = form.getAll('when').map((value) => asText(value).split('='));
  const question = ticked[0]?.[0];
  if (!question) return before?.is === 'at_least' || before?.is === 'at_most' ? before : null;
  const values = ticked.filter(([id]) => id === question).map(([, value]) => value ?? '');
  return { question, is: form.get('whenIs') === 'none_of' ? 'none_of' : 'any_of', values };
}
