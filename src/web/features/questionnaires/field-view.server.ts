import { acceptedTypes } from '#modules/community/questionnaires';
import {
  said,
  withImportance,
  type Answers,
  type Question,
  type QuestionKind,
} from '#modules/community/questionnaires/client';
import type { Locale } from '#platform/context';

/** A question as a form shows it: words of one language, and nothing of which answer is right. */
export interface FieldView {
  id: string;
  kind: QuestionKind;
  /** Its place among the questions; null for a heading. */
  number: number | null;
  label: string;
  hint: string;
  /** Name of the element of the public satisfaction survey. */
  tag: string;
  required: boolean;
  options: { value: string; label: string }[];
  rows: { id: string; label: string }[];
  /** Asks in the same frame how important it is. */
  importance: FieldView | null;
  min: number | null;
  max: number | null;
  long: boolean;
  accept: string;
  megabytes: number;
}

/** The fields of some questions, numbered within the whole. */
export function fieldViews(questions: readonly Question[], shown: readonly Question[], locale: Locale): FieldView[] {
  const counted = withImportance(questions)
    .filter(({ question }) => question.kind !== 'section')
    .map(({ question }) => question.id);
  return withImportance(shown).map(({ question, importance }) => ({
    ...fieldOf(question, locale),
    number: counted.indexOf(question.id) + 1 || null,
    importance: importance && fieldOf(importance, locale),
  }));
}

function fieldOf(question: Question, locale: Locale): FieldView {
  return {
    id: question.id,
    kind: question.kind,
    number: null,
    importance: null,
    label: said(question.label, locale),
    hint: question.element === '' ? said(question.hint, locale) : '',
    tag: question.element === '' ? '' : said(question.hint, locale),
    required: question.required,
    options: optionsOf(question, locale),
    rows: question.rows.map(({ id, label }) => ({ id, label: said(label, locale) })),
    min: question.min,
    max: question.max,
    long: question.long,
    accept: acceptedTypes(question.accept),
    megabytes: question.megabytes,
  };
}

function optionsOf(question: Question, locale: Locale): FieldView['options'] {
  if (question.kind !== 'rating') {
    return question.options.map(({ value, label }) => ({ value, label: said(label, locale) }));
  }
  return Array.from({ length: question.max ?? 5 }, (_, at) => ({ value: String(at + 1), label: String(at + 1) }));
}

/** Values of the inputs by name (`answers.<question>`, of a matrix `answers.<question>.<row>`), from what was answered. */
export function valuesOf(answers: Answers): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [id, answer] of Object.entries(answers)) {
    if (Array.isArray(answer)) values[`answers.${id}`] = answer;
    else if (typeof answer === 'object') {
      for (const [row, value] of Object.entries(answer)) values[`answers.${id}.${row}`] = [value];
    } else values[`answers.${id}`] = [String(answer)];
  }
  return values;
}

/** Everything that inputs of answers sent, by name. */
export function sentValues(form: FormData): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of form) {
    if (name.startsWith('answers.') && typeof value === 'string') (values[name] ??= []).push(value);
  }
  return values;
}

/** What a form answers to some questions; one that was emptied is `''`, so that it takes the place of an earlier answer. */
export function answersOf(
  questions: readonly Question[],
  values: Readonly<Record<string, string[]>>,
): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const { id, kind, rows } of questions) {
    if (kind === 'section' || kind === 'file') continue;
    const sent = values[`answers.${id}`] ?? [];
    if (kind === 'multiple') answers[id] = sent;
    else if (kind === 'matrix') {
      answers[id] = Object.fromEntries(rows.map((row) => [row.id, values[`answers.${id}.${row.id}`]?.[0] ?? '']));
    } else answers[id] = sent[0] ?? '';
  }
  return answers;
}

/** Files that a form carries for some questions; fields that were left empty are none. */
export async function filesOf(questions: readonly Question[], form: FormData) {
  const files: { questionId: string; name: string; body: Uint8Array }[] = [];
  for (const { id, kind } of questions) {
    const file = kind === 'file' ? form.get(`answers.${id}`) : null;
    if (file instanceof File && file.size > 0) {
      files.push({ questionId: id, name: file.name, body: new Uint8Array(await file.arrayBuffer()) });
    }
  }
  return files;
}
