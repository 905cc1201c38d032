/** The shape of a questionnaire's content, and what follows from it alone. Everything a version holds is in it. */

/** What is said, in Indonesian and, where somebody wrote it, in English. */
export interface Words {
  id: string;
  en: string;
}

export const QUESTION_KINDS = [
  'section',
  'single',
  'multiple',
  'likert',
  'matrix',
  'number',
  'text',
  'rating',
  'date',
  'file',
] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];
/** Kinds whose answer is one of fixed options. */
export const CHOICE_KINDS: ReadonlySet<QuestionKind> = new Set(['single', 'multiple', 'likert', 'matrix']);

export interface Option {
  /** Stays the same when the words are changed. */
  value: string;
  label: Words;
  /** What it counts in averages; null = it counts for nothing. */
  score: number | null;
  /** Of a test: a right answer. */
  correct: boolean;
}

/** When a question is asked: of an earlier one. */
export interface Condition {
  question: string;
  /** `any_of`, `none_of`: its options; `at_least`, `at_most`: a number, a rating or the score of an option. */
  is: 'any_of' | 'none_of' | 'at_least' | 'at_most';
  values: string[];
}
export const CONDITIONS = ['any_of', 'none_of', 'at_least', 'at_most'] as const satisfies Condition['is'][];

export interface Question {
  /** Letters, figures, `_`; shared by the test before and after, and by editions that are compared. */
  id: string;
  kind: QuestionKind;
  label: Words;
  hint: Words;
  required: boolean;
  /** Of `single`, `multiple`, `likert`, `matrix`. */
  options: Option[];
  /** Of `matrix`: what is judged, each by the same options. */
  rows: { id: string; label: Words }[];
  /** Of `number` the least and most; of `rating` how many stars there are is `max`. */
  min: number | null;
  max: number | null;
  /** Of `text`: several lines. */
  long: boolean;
  /** Of `file`. */
  accept: 'picture' | 'document';
  /** Of `file`: the most it may have, in megabytes of 1024 × 1024 bytes. */
  megabytes: number;
  /** Of a test: what the right answer gives; null = it is no test question. */
  points: number | null;
  /** Of the public satisfaction index (PermenPANRB 14/2017): `U1` to `U9`; '' = none. */
  element: string;
  /** Of an element: what it weighs in an index of the questionnaire's own weights, 0 to 1; null = no such index. */
  weight: number | null;
  /** This asks how important the question with this id is; '' = it does not. */
  importanceOf: string;
  when: Condition | null;
}

export interface Content {
  title: Words;
  intro: Words;
  thanks: Words;
  /** Section by section instead of all at once. */
  paged: boolean;
  questions: Question[];
}

/** An answer: the value of an option, a text, a date (`YYYY-MM-DD`) or a file's name; a number; options; option by row. */
export type Answer = string | number | string[] | Record<string, string>;
export type Answers = Record<string, Answer>;

/** Questions as they are shown and counted: those of importance stand beside their item and are none of their own. */
export function withImportance(questions: readonly Question[]): { question: Question; importance: Question | null }[] {
  const items = new Set(
    questions.filter(({ kind }) => CHOICE_KINDS.has(kind) && kind !== 'matrix').map(({ id }) => id),
  );
  const isBeside = ({ importanceOf, when }: Question): boolean => items.has(importanceOf) && when === null;
  return questions
    .filter((question) => !isBeside(question))
    .map((question) => {
      const importance = questions.find((one) => one.importanceOf === question.id && isBeside(one)) ?? null;
      return { question, importance };
    });
}

/** In the reader's language, else in Indonesian. */
export const said = (words: Words, locale: 'id' | 'en'): string =>
  locale === 'en' && words.en !== '' ? words.en : words.id;

/** A question as it is before anything is said of it. */
export const blankQuestion = (id: string, kind: QuestionKind): Question => ({
  id,
  kind,
  label: { id: '', en: '' },
  hint: { id: '', en: '' },
  required: false,
  options: [],
  rows: [],
  min: null,
  max: kind === 'rating' ? 5 : null,
  long: false,
  accept: 'document',
  megabytes: 5,
  points: null,
  element: '',
  weight: null,
  importanceOf: '',
  when: null,
});

/** All weights of elements together, in ten-thousandths. */
export const WHOLE = 10_000;

/** The regulation lets a unit weigh its elements as it needs, as long as all nine have a weight and these are one together. */
function weighsWrongly(questions: readonly Question[]): boolean {
  const given = questions.flatMap(({ weight }) => weight ?? []);
  const isUnasked = questions.some(({ element, weight }) => element === '' && weight !== null);
  const sum = given.reduce((all, weight) => all + Math.round(weight * WHOLE), 0);
  return given.length > 0 && (isUnasked || given.length !== ELEMENTS || sum !== WHOLE);
}
const ELEMENTS = 9;

/** Why a content cannot be used: path → reason. Empty = it can. */
export function contentFaults({ questions }: Content): Record<string, string> {
  const faults: Record<string, string> = {};
  const before = new Map<string, Question>();
  for (const [at, question] of questions.entries()) {
    const fault = (part: string, reason: string): void => void (faults[`questions.${at}.${part}`] ??= reason);
    if (before.has(question.id)) fault('id', 'taken');
    if (CHOICE_KINDS.has(question.kind)) {
      if (question.options.length < 2) fault('options', 'quest_two_options');
      if (hasTwice(question.options.map(({ value }) => value))) fault('options', 'taken');
    }
    if (question.kind === 'matrix') {
      if (question.rows.length === 0) fault('rows', 'required');
      if (hasTwice(question.rows.map(({ id }) => id))) fault('rows', 'taken');
    }
    if (question.points !== null && !question.options.some(({ correct }) => correct)) {
      fault('points', 'quest_right_answer');
    }
    if (question.min !== null && question.max !== null && question.min > question.max) fault('max', 'invalid');
    if (question.when && !conditionFits(question.when, before)) fault('when', 'quest_condition');
    // a file cannot be kept for a later page: what is asked for comes last, all on one page
    const afterFile = [...before.values()].some(({ kind }) => kind === 'file');
    if (afterFile && (question.kind !== 'file' || question.when)) fault('kind', 'quest_file_last');
    before.set(question.id, question);
  }
  if (weighsWrongly(questions)) {
    const at = questions.findIndex(({ weight }) => weight !== null);
    faults[`questions.${at}.weight`] ??= 'quest_weights';
  }
  return faults;
}

const hasTwice = (values: readonly string[]): boolean => new Set(values).size < values.length;

/** A condition can only ask about an earlier question of a kind that it understands. */
function conditionFits({ question, is, values }: Condition, before: ReadonlyMap<string, Question>): boolean {
  const asked = before.get(question);
  if (!asked || values.length === 0) return false;
  if (is === 'any_of' || is === 'none_of') {
    return (
      (asked.kind === 'single' || asked.kind === 'likert' || asked.kind === 'multiple') &&
      values.every((value) => asked.options.some((option) => option.value === value))
    );
  }
  return (
    (asked.kind === 'number' || asked.kind === 'rating' || asked.kind === 'likert' || asked.kind === 'single') &&
    values.length === 1 &&
    Number.isFinite(Number(values[0]))
  );
}
