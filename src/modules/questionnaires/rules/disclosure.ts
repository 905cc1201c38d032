import type { Answer, Answers, Question } from './content.ts';
import { itemResults, reliability, elementSheets, testScores, type ItemResult } from './item-results.ts';
import { computeIkm, IKM_ELEMENTS, type Ikm } from './ikm.ts';
import { LEAST_COMPARED, LEAST_SHOWN } from './least.ts';
import { mean } from './statistics.ts';

/** What is said of answers in figures. */
export interface Figures {
  n: number;
  items: ItemResult[];
  reliability: { alpha: number; n: number } | null;
  ikm: Ikm | null;
  /** Of a test: the average in percent. */
  test: { mean: number; n: number } | null;
}

/** Nothing: too few, or not yet. */
export const NO_FIGURES: Figures = { n: 0, items: [], reliability: null, ikm: null, test: null };

/** Answers in figures; of fewer than five, how many they are and nothing else. */
export function figuresOf(questions: readonly Question[], answers: readonly Answers[]): Figures {
  const n = answers.length;
  if (n < LEAST_SHOWN) return { ...NO_FIGURES, n };
  const sheets = elementSheets(questions, IKM_ELEMENTS, answers);
  const scores = testScores(questions, answers);
  const average = mean(scores);
  return {
    n,
    items: itemResults(questions, answers),
    reliability: reliability(questions, answers),
    ikm: sheets.length < LEAST_SHOWN ? null : computeIkm(sheets),
    test: average === null || scores.length < LEAST_SHOWN ? null : { mean: average, n: scores.length },
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
 * fewer than five took: whoever saw the one sheet of paper would know its row.
 */
export function disclosedRows<Row extends { answers: Answers; channel: string }>(
  questions: readonly Question[],
  rows: readonly Row[],
): (Omit<Row, 'channel'> & { channel: Row['channel'] | null })[] {
  const told = new Set(
    questions
      .filter(({ id }) => atLeast(rows.filter(({ answers }) => answers[id] !== undefined).length))
      .map(({ id }) => id),
  );
  const hiddenRows = hiddenRowsOf(questions, rows);
  const channels = [...Map.groupBy(rows, ({ channel }) => channel).values()];
  const sayChannel = channels.every((group) => atLeast(group.length));
  return rows.map((row) => ({
    ...row,
    channel: sayChannel ? row.channel : null,
    answers: Object.fromEntries(
      Object.entries(row.answers).flatMap(([id, answer]): [string, Answer][] => {
        if (!told.has(id)) return [];
        const hidden = hiddenRows.get(id);
        if (!hidden || typeof answer !== 'object' || Array.isArray(answer)) return [[id, answer]];
        const left = Object.entries(answer).filter(([item]) => !hidden.has(item));
        return left.length === 0 ? [] : [[id, Object.fromEntries(left)]];
      }),
    ),
  }));
}

const atLeast = (n: number): boolean => n >= LEAST_SHOWN;

/** Of each matrix, the rows that fewer than five answered. */
function hiddenRowsOf(questions: readonly Question[], rows: readonly { answers: Answers }[]): Map<string, Set<string>> {
  const few = new Map<string, Set<string>>();
  for (const { id, kind, rows: items } of questions) {
    if (kind !== 'matrix') continue;
    const hidden = items.filter(
      (item) =>
        !atLeast(
          rows.filter(({ answers }) => {
            const answer = answers[id];
            return typeof answer === 'object' && !Array.isArray(answer) && answer[item.id] !== undefined;
          }).length,
        ),
    );
    few.set(id, new Set(hidden.map((item) => item.id)));
  }
  return few;
}

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
