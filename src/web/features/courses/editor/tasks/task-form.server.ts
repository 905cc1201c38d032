import type { TaskInput } from '#modules/learning/courses';
import {
  ASKED_FILTERS,
  PRACTICE_ACTS,
  SIDES,
  STANDINGS,
  TASK_KINDS,
  WORK_PARTS,
  type PracticeGoal,
  type Task,
} from '#modules/learning/courses/client';
import { choiceIn } from '#web/kit/form/read-fields.server.ts';
import { firstQuestion } from './first-task.server.ts';
import { QUESTION_FORMS } from './task-words.ts';

export type Values = Readonly<Record<string, string>>;
type Asked = Extract<TaskInput, { kind: 'question' }>['asked'];
type Source = Extract<TaskInput, { kind: 'compare' }>['sources'][number];

/** Before the parts of a question of a bank. */
export const OF_BANK = /^questions\.\d+\./;
/** As the same part is called where it is asked alone. */
const alone = (path: string): string => path.replace(OF_BANK, '');

/** Lists of which each entry has a box that is ticked. */
const BOXES = new Set(['goal.places', 'goal.filters', 'takes']);
/** Lists that are typed into one field, and by what they are parted there. */
const TYPED: Readonly<Record<string, string>> = {
  'goal.ddc': ', ',
  'goal.beginnings': '\n',
  'goal.drawn': '\n',
  'asked.accepted': '\n',
};

/**
 * What the form of a task shows: its fields are called as the task's own parts (`asked.options.0.label.id`), by which a refusal finds them.
 */
export function taskValues(body: Task): Record<string, string> {
  const values: Record<string, string> = {};
  const write = (path: string, said: unknown): void => {
    if (typeof said === 'boolean') values[path] = said ? '1' : '';
    else if (typeof said === 'number') values[path] = String(said).replace('.', ',');
    else if (typeof said === 'string') values[path] = said;
    else if (Array.isArray(said)) writeList(path, said);
    else if (typeof said === 'object' && said !== null)
      for (const [name, value] of Object.entries(said)) write(path === '' ? name : `${path}.${name}`, value);
  };
  const writeList = (path: string, all: readonly unknown[]): void => {
    const name = alone(path);
    const isOfGap = /^asked\.gaps\.\d+$/.test(name);
    if (BOXES.has(path)) for (const one of all) values[`${path}.${String(one)}`] = '1';
    else if (isOfGap || TYPED[name] !== undefined) values[path] = all.join(isOfGap ? '\n' : TYPED[name]);
    else for (const [at, one] of all.entries()) write(`${path}.${at}`, one);
  };
  write('', body);
  if (body.kind === 'reading')
    for (const [at, { isbn, bibId }] of body.books.entries()) values[`books.${at}.ref`] = isbn || String(bibId ?? '');
  return values;
}

const words = (values: Values, path: string) => ({ id: values[`${path}.id`] ?? '', en: values[`${path}.en`] ?? '' });
const listed = (text: string | undefined, at: RegExp): string[] =>
  (text ?? '')
    .split(at)
    .map((one) => one.trim())
    .filter((one) => one !== '');
const ticked = (values: Values, path: string): string[] =>
  Object.entries(values).flatMap(([name, value]) =>
    name.startsWith(`${path}.`) && value === '1' ? [name.slice(path.length + 1)] : [],
  );
const oneOf = <T extends string>(choices: readonly T[], chosen: string | undefined): T | undefined =>
  choices.find((choice) => choice === chosen);

const GROUPED = /^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;
const FIGURE = /^-?\d{1,13}(?:[.,]\d{1,6})?$/;
/** A figure as people type it (1.500; 37,5); what is none is refused with the task. */
function figure(text: string | undefined): number {
  const typed = text?.trim() ?? '';
  if (GROUPED.test(typed)) return Number(typed.replaceAll('.', '').replace(',', '.'));
  return FIGURE.test(typed) ? Number(typed.replace(',', '.')) : Number.NaN;
}
const figureOrNull = (text: string | undefined): number | null => ((text?.trim() ?? '') === '' ? null : figure(text));
/** Left out where its field is empty. */
const figureIf = (text: string | undefined): number | undefined => figureOrNull(text) ?? undefined;

/** By which field an entry of a list is told to be there: one that is left empty is taken out. */
export const TOLD_BY: Readonly<Record<string, readonly string[]>> = {
  hints: ['.id'],
  lines: ['.label.id'],
  rubric: ['.label.id'],
  books: ['.ref', '.title'],
  questions: ['.prompt.id'],
  'asked.options': ['.label.id'],
  'asked.items': ['.id'],
  'asked.pairs': ['.left.id', '.right.id'],
  'asked.gaps': [''],
};
/** The numbers that the entries of a list have in the form. */
export function rowsIn(values: Values, path: string): number[] {
  const start = `${path}.`;
  const numbers = Object.keys(values).flatMap((name) => {
    const at = name.startsWith(start) ? /^\d{1,3}/.exec(name.slice(start.length)) : null;
    return at ? [Number(at[0])] : [];
  });
  return [...new Set(numbers)]
    .toSorted((a, b) => a - b)
    .filter((at) => TOLD_BY[alone(path)]?.some((name) => (values[`${start}${at}${name}`] ?? '').trim() !== ''));
}
const rows = <T>(values: Values, path: string, read: (path: string) => T): T[] =>
  rowsIn(values, path).map((at) => read(`${path}.${at}`));

/** @param before what stands before its names: `questions.0.` */
function askedOf(values: Values, before = ''): Asked {
  const of = (name: string): string => `${before}asked.${name}`;
  const form = choiceIn(values, of('form'), QUESTION_FORMS);
  switch (form) {
    case 'one':
    case 'several':
      return {
        form,
        options: rows(values, of('options'), (path) => ({
          label: words(values, `${path}.label`),
          right: values[`${path}.right`] === '1',
          feedback: words(values, `${path}.feedback`),
        })),
      };
    case 'order':
      return { form, items: rows(values, of('items'), (path) => words(values, path)) };
    case 'match':
      return {
        form,
        pairs: rows(values, of('pairs'), (path) => ({
          left: words(values, `${path}.left`),
          right: words(values, `${path}.right`),
        })),
      };
    case 'number':
      return {
        form,
        right: figure(values[of('right')]),
        tolerance: figureOrNull(values[of('tolerance')]) ?? 0,
      };
    case 'short':
      return { form, accepted: listed(values[of('accepted')], /\n/) };
    case 'gap':
      return {
        form,
        text: words(values, of('text')),
        gaps: rows(values, of('gaps'), (path) => listed(values[path], /\n/)),
      };
  }
}

/** A question more, where one was asked for; it begins with words that are to be written over. */
const addedQuestion = (values: Values) =>
  (values['questions.more'] ?? '') === '' ? [] : [firstQuestion(choiceIn(values, 'questions.more', QUESTION_FORMS))];

const sourceOf = (values: Values, path: string): Source => ({
  title: words(values, `${path}.title`),
  text: words(values, `${path}.text`),
  about: words(values, `${path}.about`),
});

const goalOf = (values: Values): Extract<TaskInput, { kind: 'search' }>['goal'] => ({
  count: figure(values['goal.count']),
  ddc: listed(values['goal.ddc'], /[,;\s]/).map((one) => one.replace(/\.?\*$/, '')),
  words: values['goal.words'] ?? '',
  yearFrom: figureOrNull(values['goal.yearFrom']),
  yearTo: figureOrNull(values['goal.yearTo']),
  language: values['goal.language'] || null,
  material: values['goal.material'] || null,
  audience: values['goal.audience'] || null,
  standing: oneOf(STANDINGS, values['goal.standing']),
  places: ticked(values, 'goal.places'),
  near: figureIf(values['goal.near']),
  filters: ASKED_FILTERS.filter((filter) => values[`goal.filters.${filter}`] === '1'),
});

const shelfOf = (values: Values): Extract<TaskInput, { kind: 'shelf' }>['goal'] => ({
  call: values['goal.call'] ?? '',
  beginnings: listed(values['goal.beginnings'], /\n/),
  drawn: listed(values['goal.drawn'], /\n/),
  places: ticked(values, 'goal.places'),
});

/** A listed book by what was typed: thirteen figures are an ISBN, fewer the number of a record. */
function bookOf(values: Values, path: string): Extract<TaskInput, { kind: 'reading' }>['books'][number] {
  const ref = (values[`${path}.ref`] ?? '').replaceAll(/[\s-]/g, '');
  const isIsbn = /^\d{13}$/.test(ref);
  return {
    isbn: isIsbn ? ref : '',
    bibId: isIsbn || ref === '' ? null : figure(ref),
    title: values[`${path}.title`] ?? '',
    why: words(values, `${path}.why`),
  };
}
const LEVELS = [0, 1, 2, 3];
function practiceGoalOf(values: Values): PracticeGoal {
  const act = choiceIn(values, 'goal.act', PRACTICE_ACTS);
  switch (act) {
    case 'catalogue':
      return { act, title: values['goal.title'] ?? '', isbn: values['goal.isbn'] ?? '' };
    case 'register':
      return { act, name: values['goal.name'] ?? '' };
    case 'lend':
    case 'take_back':
    case 'answer':
      return { act };
  }
}

/** A task as its form was filled in; whether it is one says the module. Throws a refusal for a kind that there is not. */
export function taskOf(values: Values): TaskInput {
  const kind = choiceIn(values, 'kind', TASK_KINDS);
  const common = {
    prompt: words(values, 'prompt'),
    hints: rows(values, 'hints', (path) => words(values, path)),
  };
  switch (kind) {
    case 'search':
      return { kind, ...common, goal: goalOf(values) };
    case 'compare':
      return {
        kind,
        ...common,
        sources: [sourceOf(values, 'sources.0'), sourceOf(values, 'sources.1')],
        lines: rows(values, 'lines', (path) => ({
          label: words(values, `${path}.label`),
          right: oneOf(SIDES, values[`${path}.right`]) ?? 'same',
          why: words(values, `${path}.why`),
        })),
        expert: words(values, 'expert'),
      };
    case 'citation':
      return {
        kind,
        ...common,
        shown: words(values, 'shown'),
        work: {
          author: values['work.author'] ?? '',
          year: values['work.year'] ?? '',
          title: values['work.title'] ?? '',
          place: values['work.place'] ?? '',
          publisher: values['work.publisher'] ?? '',
        },
      };
    case 'question':
      return { kind, ...common, asked: askedOf(values), why: words(values, 'why'), tries: figureIf(values.tries) };
    case 'bank':
      return {
        ...{ kind, ...common, draw: figure(values.draw), tries: figureIf(values.tries) },
        questions: [
          ...rows(values, 'questions', (path) => ({
            prompt: words(values, `${path}.prompt`),
            asked: askedOf(values, `${path}.`),
            why: words(values, `${path}.why`),
          })),
          ...addedQuestion(values),
        ],
      };
    case 'reflect':
      return { kind, ...common, least: figure(values.least) };
    case 'shelf':
      return { kind, ...common, goal: shelfOf(values) };
    case 'reading':
      return { kind, ...common, books: rows(values, 'books', (path) => bookOf(values, path)) };
    case 'discussion':
      return { kind, ...common };
    case 'assignment':
      return {
        ...{ kind, ...common, takes: WORK_PARTS.filter((part) => values[`takes.${part}`] === '1') },
        rubric: rows(values, 'rubric', (path) => ({
          label: words(values, `${path}.label`),
          levels: LEVELS.map((nth) => words(values, `${path}.levels.${nth}`)).filter(({ id }) => id.trim() !== ''),
        })),
      };
    case 'practice':
      return { kind, ...common, goal: practiceGoalOf(values) };
  }
}
