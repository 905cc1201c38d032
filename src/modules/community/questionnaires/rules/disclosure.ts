import { absenceFor, absences, blanksOf, type Absence } from './absence.ts';
import type { Answer, Answers, Question } from './content.ts';
import {
  asksTogether,
  elementSheets,
  elementWeights,
  itemResults,
  reliability,
  testScores,
  unreliable,
  type ItemResult,
} from './item-results.ts';
import { computeIkm, IKM_ELEMENTS, type Ikm } from './ikm.ts';
import { LEAST_COMPARED, LEAST_SHOWN } from './least.ts';
import { mean, variance } from './intervals.ts';

/** What is said of answers in figures. */
export interface Figures {
  n: number;
  items: ItemResult[];
  reliability: { alpha: number; n: number } | null;
  ikm: Ikm | null;
  /** Of a test: the average in percent, and the variance of the percents from ten on. */
  test: { mean: number; n: number; variance: number | null } | null;
  /** Why one of them is not there; null = it is. */
  absent: { reliability: Absence | 'no_spread' | null; ikm: Absence | null; test: Absence | null };
}

/** Nothing: too few, or not yet. */
export const NO_FIGURES: Figures = {
  n: 0,
  items: [],
  reliability: null,
  ikm: null,
  test: null,
  absent: { reliability: 'too_few', ikm: 'too_few', test: 'too_few' },
};

/** Answers in figures; of fewer than five, how many they are and nothing else. */
export function figuresOf(questions: readonly Question[], answers: readonly Answers[]): Figures {
  const n = answers.length;
  const asks = {
    ikm: IKM_ELEMENTS.every((element) => questions.some((question) => question.element === element)),
    test: questions.some(({ points }) => points !== null),
  };
  if (n < LEAST_SHOWN) {
    const why = (isAsked: boolean): Absence => (isAsked ? 'too_few' : 'not_asked');
    const absent = { reliability: why(asksTogether(questions)), ikm: why(asks.ikm), test: why(asks.test) };
    return { ...NO_FIGURES, n, absent };
  }
  const sheets = elementSheets(questions, IKM_ELEMENTS, answers);
  const scores = testScores(questions, answers);
  const average = mean(scores);
  return {
    n,
    items: itemResults(questions, answers),
    reliability: reliability(questions, answers),
    ikm: sheets.length < LEAST_SHOWN ? null : computeIkm(sheets, elementWeights(questions, IKM_ELEMENTS)),
    test:
      average === null || scores.length < LEAST_SHOWN
        ? null
        : {
            mean: average,
            n: scores.length,
            variance: scores.length < LEAST_COMPARED ? null : variance(scores),
          },
    absent: {
      reliability: unreliable(questions, answers),
      ikm: asks.ikm ? absenceFor(n, sheets.length) : 'not_asked',
      test: asks.test ? absenceFor(n, scores.length) : 'not_asked',
    },
  };
}

/** The same while answers come: free texts wait for the end. */
export const withoutTexts = (figures: Figures): Figures => ({
  ...figures,
  items: figures.items.map((item) => ({ ...item, texts: [] })),
});

/** Figures that are kept while answers come: those that are seen, and those that wait for five more answers. */
export interface Interim {
  waiting: Figures;
  shown: Figures | null;
}

/**
 * The next step of the figures that are seen while answers come. New ones begin to wait when five answers came since the last; they are seen
 * when five more have come after them. So between any two that are ever seen, the last of them and those of the end included, there lie five
 * answers or none.
 * @param count how many answers there are
 * @param compute makes the figures of all of them
 * @returns null: nothing changes
 */
export function nextInterim(kept: Interim | null, count: number, compute: () => Figures): Interim | null {
  if (count < (kept?.waiting.n ?? 0) + LEAST_SHOWN) return null;
  return { waiting: compute(), shown: kept?.waiting ?? null };
}

/**
 * What rows may say: an answer to a question that fewer than five answered is left out, and so is a way of answering (paper, tablet) that
 * fewer than five took: whoever saw the one sheet of paper would know its row. `missing`: why a question, or a row of a matrix, is blank.
 */
export function disclosedRows<Row extends { answers: Answers; channel: string }>(
  questions: readonly Question[],
  rows: readonly Row[],
): (Omit<Row, 'channel'> & { channel: Row['channel'] | null; missing: Record<string, Absence> })[] {
  const states = absences(
    questions,
    rows.map(({ answers }) => answers),
  );
  const kept = new Set([...states].flatMap(([column, absent]) => (absent === 'too_few' ? [column] : [])));
  const channels = [...Map.groupBy(rows, ({ channel }) => channel).values()];
  const sayChannel = channels.every((group) => atLeast(group.length));
  return rows.map((row) => ({
    ...row,
    channel: sayChannel ? row.channel : null,
    answers: Object.fromEntries(
      questions.flatMap((question): [string, Answer][] => {
        const answer = row.answers[question.id];
        if (answer === undefined || kept.has(question.id)) return [];
        if (question.kind !== 'matrix' || typeof answer !== 'object' || Array.isArray(answer)) {
          return [[question.id, answer]];
        }
        const left = Object.entries(answer).filter(([item]) => !kept.has(`${question.id}.${item}`));
        return left.length === 0 ? [] : [[question.id, Object.fromEntries(left)]];
      }),
    ),
    missing: blanksOf(questions, row.answers, kept),
  }));
}

const atLeast = (n: number): boolean => n >= LEAST_SHOWN;

/** Two tests of the same people. */
interface Halves<Row> {
  both: Row[];
  alone: Row[];
}

/** @param partners the codes of those who answered the other test */
export function halvesOf<Row extends { pairCode: string | null }>(
  rows: readonly Row[],
  partners: ReadonlySet<string>,
): Halves<Row> {
  const isPaired = ({ pairCode }: Row): boolean => pairCode !== null && partners.has(pairCode);
  return { both: rows.filter(isPaired), alone: rows.filter((row) => !isPaired(row)) };
}

/** Pairs are compared from ten on. */
export const arePairsShown = (pairs: number): boolean => pairs >= LEAST_COMPARED;

/**
 * The answers of a test of a pair that anything may be said of. Beside those of the pairs, everybody's would tell those of the few who took one
 * test only: the average of all, times how many, less that of the pairs is theirs, and who they are stands on the sheet of attendance. So
 * where fewer than five are left over they are left out.
 */
export const disclosedHalf = <Row>({ both, alone }: Halves<Row>): Row[] =>
  arePairsShown(both.length) && alone.length > 0 && !atLeast(alone.length) ? both : [...both, ...alone];

/** The average of those who took one test only, where neither theirs nor that of the others would tell fewer than five. */
export const aloneMean = (scores: readonly number[], pairs: number): number | null =>
  atLeast(scores.length) && (pairs === 0 || atLeast(pairs)) ? mean(scores) : null;
