import { WHOLE, type Answer, type Answers, type Option, type Question, type Words } from './content.ts';
import { askedQuestions, chosenIn, scoreOf } from './flow.ts';
import { LEAST_COMPARED, LEAST_SHOWN } from './least.ts';
import { countRight, scoreTest } from './score-test.ts';
import { absenceFor, absences, type Absence } from './absence.ts';
import { mean, variance, wilson } from './intervals.ts';
import { cronbachAlpha, itemPercent } from './statistics.ts';

/** One item: a question, or one row of a matrix (`question.row`). */
export interface ItemResult {
  id: string;
  kind: Question['kind'];
  label: Words;
  /** Of the public satisfaction survey: the name of the element ("U1 Persyaratan"); empty = none. */
  tag: Words;
  /** How many answered. */
  n: number;
  /** Nothing is shown: everything below is empty then. */
  hidden: boolean;
  /** Why; null = it is shown. */
  absent: Absence | null;
  /** How often each option (or number of stars) was chosen, in the order of the options. */
  counts: { value: string; label: Words; count: number; score: number | null }[];
  /** Average score; null where options have none. */
  mean: number | null;
  /** Of the scores, squared distances from the mean over n − 1; null for fewer than ten answers. */
  variance: number | null;
  lowest: number | null;
  highest: number | null;
  /** Σ score × frequency ÷ (highest × n), in percent. */
  percent: number | null;
  /** The share of the two best scores, 0 … 1, with Wilson's interval of 95 %; null for fewer than ten answers. */
  topTwo: { count: number; share: number; low: number; high: number } | null;
  /** Of a test question: how many were right. */
  right: number | null;
  /** Of `number`: the middle one. */
  median: number | null;
  /** Free texts. */
  texts: string[];
  element: string;
  importanceOf: string;
}

/** Results item by item. @param responses in an order that says nothing */
export function itemResults(questions: readonly Question[], responses: readonly Answers[]): ItemResult[] {
  const shown: ItemResult[] = [];
  const absent = absences(questions, responses);
  const askedOf = responses.map((answers) => new Set(askedQuestions(questions, answers)));
  for (const question of questions) {
    if (question.kind === 'section' || question.kind === 'file') continue;
    const asked = responses.filter((_, at) => askedOf[at]?.has(question));
    if (question.kind === 'matrix') {
      for (const row of question.rows) {
        const given = asked.map((answers) => rowOf(answers[question.id], row.id));
        const why = absent.get(`${question.id}.${row.id}`) ?? null;
        shown.push(resultOf({ ...question, kind: 'likert' }, given, why, row));
      }
    } else {
      const given = asked.map((answers) => answers[question.id]);
      const why = absent.get(question.id) ?? null;
      // a text is told by itself, however few wrote one; but not who was asked
      const isText = question.kind === 'text' && asked.length >= LEAST_SHOWN && why === 'too_few';
      shown.push(resultOf(question, given, isText ? null : why, null));
    }
  }
  return shown;
}

function rowOf(answer: Answer | undefined, row: string): Answer | undefined {
  return typeof answer === 'object' && !Array.isArray(answer) ? answer[row] : undefined;
}

function resultOf(
  question: Question,
  given: readonly (Answer | undefined)[],
  absent: Absence | null,
  row: { id: string; label: Words } | null,
): ItemResult {
  const answered = given.filter((answer) => answer !== undefined);
  const n = answered.length;
  const empty: ItemResult = {
    id: row ? `${question.id}.${row.id}` : question.id,
    kind: question.kind,
    label: row ? row.label : question.label,
    tag: question.element === '' ? { id: '', en: '' } : question.hint,
    n,
    hidden: absent !== null,
    absent,
    counts: [],
    mean: null,
    variance: null,
    lowest: null,
    highest: null,
    percent: null,
    topTwo: null,
    right: null,
    median: null,
    texts: [],
    element: question.element,
    importanceOf: question.importanceOf,
  };
  if (absent !== null) return empty;
  const scores = answered.map((answer) => scoreOf(question, answer)).filter((score) => score !== null);
  const scale = scaleOf(question);
  return {
    ...empty,
    counts: scale.map((option) => ({
      value: option.value,
      label: option.label,
      score: option.score,
      count: answered.filter((answer) => chosenIn(answer).includes(option.value)).length,
    })),
    mean: mean(scores),
    variance: scores.length < LEAST_COMPARED ? null : variance(scores),
    ...figuresOf(scale, scores),
    right: question.points === null ? null : countRight(question, answered),
    median: question.kind === 'number' ? medianOf(scores) : null,
    texts: question.kind === 'text' ? answered.filter((answer) => typeof answer === 'string') : [],
  };
}

/** What may be chosen; stars are options of their own number. */
function scaleOf(question: Question): Pick<Option, 'value' | 'label' | 'score'>[] {
  if (question.kind !== 'rating') return question.options;
  return Array.from({ length: question.max ?? 5 }, (_, at) => {
    const text = String(at + 1);
    return { value: text, label: { id: text, en: text }, score: at + 1 };
  });
}

/** Figures of an ordered scale; options without scores have none. */
function figuresOf(
  scale: readonly Pick<Option, 'score'>[],
  scores: readonly number[],
): Pick<ItemResult, 'lowest' | 'highest' | 'percent' | 'topTwo'> {
  const steps = [...new Set(scale.flatMap(({ score }) => (score === null ? [] : [score])))].toSorted((a, b) => b - a);
  const [highest, second] = steps;
  const lowest = steps.at(-1);
  if (highest === undefined || second === undefined || lowest === undefined || scores.length === 0) {
    return { lowest: null, highest: null, percent: null, topTwo: null };
  }
  const count = scores.filter((score) => score >= second).length;
  const interval = scores.length < LEAST_COMPARED ? null : wilson(count, scores.length);
  return {
    lowest,
    highest,
    percent: itemPercent(scores, highest),
    topTwo: interval && { count, ...interval },
  };
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

const isJudged = ({ kind, points, importanceOf }: Question): boolean =>
  (kind === 'likert' || kind === 'rating' || kind === 'matrix') && points === null && importanceOf === '';

/** Whether everybody is asked a question: neither it nor its section hangs on an answer. */
function askedOfAll(questions: readonly Question[]): Question[] {
  let open = true;
  return questions.filter(({ kind, when }) => {
    if (kind === 'section') open = when === null;
    return open && when === null;
  });
}

/**
 * The scores of everybody who judged every item that all were asked: one row per person, for Cronbach's α. Items that only some were asked
 * would leave those few alone in the reckoning.
 */
function judgedRows(questions: readonly Question[], responses: readonly Answers[]): number[][] {
  const judged = askedOfAll(questions).filter(isJudged);
  return responses.flatMap((answers) => {
    const scores = judged.flatMap((question) =>
      question.kind === 'matrix'
        ? question.rows.map(({ id }) => scoreOf({ ...question, kind: 'likert' }, rowOf(answers[question.id], id)))
        : [scoreOf(question, answers[question.id])],
    );
    return scores.every((score) => score !== null) ? [scores] : [];
  });
}

/** How well the judged items hang together, and of how many complete sheets that is. */
export function reliability(
  questions: readonly Question[],
  responses: readonly Answers[],
): { alpha: number; n: number } | null {
  const rows = judgedRows(questions, responses);
  const alpha = rows.length < LEAST_SHOWN ? null : cronbachAlpha(rows);
  return alpha === null ? null : { alpha, n: rows.length };
}

/** Whether there are two and more judged items that all are asked, so that it can be said how they hang together. */
export function asksTogether(questions: readonly Question[]): boolean {
  const judged = askedOfAll(questions).filter(isJudged);
  return judged.reduce((sum, { kind, rows }) => sum + (kind === 'matrix' ? rows.length : 1), 0) >= 2;
}

/** Why there is none: fewer than two items were asked of all, too few sheets are complete, or all of them have the same sum. */
export function unreliable(
  questions: readonly Question[],
  responses: readonly Answers[],
): Absence | 'no_spread' | null {
  if (!asksTogether(questions)) return 'not_asked';
  const absent = absenceFor(responses.length, judgedRows(questions, responses).length);
  return absent ?? (reliability(questions, responses) === null ? 'no_spread' : null);
}

/** Sheets on which all nine elements of the public satisfaction survey were scored. */
export function elementSheets(
  questions: readonly Question[],
  elements: readonly string[],
  responses: readonly Answers[],
): number[][] {
  const asked = elements.map((element) => questions.find((question) => question.element === element));
  if (asked.some((question) => question === undefined)) return [];
  return responses.flatMap((answers) => {
    const scores = asked.map((question) => (question ? scoreOf(question, answers[question.id]) : null));
    return scores.every((score) => score !== null) ? [scores] : [];
  });
}

/** Of an item, or the row of a matrix, what each answer counts; who was not asked it, or said nothing, is not in it. */
export function itemScores(questions: readonly Question[], answers: Answers): Map<string, number> {
  const scores = askedQuestions(questions, answers).flatMap((question): [string, number | null][] =>
    question.kind === 'matrix'
      ? question.rows.map(({ id }) => [
          `${question.id}.${id}`,
          scoreOf({ ...question, kind: 'likert' }, rowOf(answers[question.id], id)),
        ])
      : [[question.id, scoreOf(question, answers[question.id])]],
  );
  return new Map(scores.flatMap(([id, score]): [string, number][] => (score === null ? [] : [[id, score]])));
}

/** The weights that a questionnaire gives its elements, in ten-thousandths; null = it gives none, and all weigh the same. */
export function elementWeights(questions: readonly Question[], elements: readonly string[]): number[] | null {
  const weights = elements.map((element) => questions.find((question) => question.element === element)?.weight ?? null);
  return weights.every((weight) => weight !== null) ? weights.map((weight) => Math.round(weight * WHOLE)) : null;
}

/** Percent of every test that was answered; nothing where it is no test. */
export const testScores = (questions: readonly Question[], responses: readonly Answers[]): number[] =>
  responses.map((answers) => scoreTest(questions, answers)).filter((score) => score !== null);
