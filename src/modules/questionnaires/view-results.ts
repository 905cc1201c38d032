import { authorize } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import type { Placement } from './client.ts';
import { findPlacement, selectPlacements } from './data/placements.queries.ts';
import { readVersion } from './data/questionnaires.queries.ts';
import { countReceipts, selectResponses } from './data/responses.queries.ts';
import { questionnaireErrors } from './errors.ts';
import type { Answers, Content, Question } from './rules/content.ts';
import { frequentTerms, type Term } from './rules/frequent-terms.ts';
import { computeIkm, IKM_ELEMENTS, type Ikm } from './rules/ikm.ts';
import {
  elementSheets,
  itemResults,
  LEAST_SHOWN,
  reliability,
  testScores,
  type ItemResult,
} from './rules/item-results.ts';
import { scoreTest } from './rules/score-test.ts';
import { mean, pairedGain, type Gain } from './rules/statistics.ts';

/** Fewer answers than this are shown with a warning that they say little; than this with one that they are rough. */
const FEW = 10;
const ROUGH = 30;

/** A test before and its test after. */
export interface Paired {
  /** Of those who did both; null = fewer than five. */
  gain: Gain | null;
  /** Percent before and after of each of them, the greatest gain first. */
  pairs: { before: number; after: number }[];
  /** How many did one of the two only, and what they averaged (null: fewer than five). */
  onlyBefore: { n: number; mean: number | null };
  onlyAfter: { n: number; mean: number | null };
  /** The key is destroyed: nobody can tell any more whose a pair is. */
  sealed: boolean;
}

export interface Results {
  placement: Placement;
  content: Content;
  n: number;
  /** How many people are known to have answered; null where nobody is known. */
  known: number | null;
  /** Fewer than five: nothing is shown. */
  hidden: boolean;
  warning: 'few' | 'rough' | null;
  items: ItemResult[];
  /** What free texts have in common, by item. */
  terms: Record<string, Term[]>;
  reliability: { alpha: number; n: number } | null;
  ikm: Ikm | null;
  /** Of a test: the average in percent. */
  test: { mean: number; n: number } | null;
  paired: Paired | null;
  /** Another edition or placement beside it. */
  compared: Compared | null;
}
export interface Compared {
  placement: Placement;
  n: number;
  hidden: boolean;
  /** By item: how the average moved; only items that both asked with the same scale. */
  items: Record<string, { mean: number; n: number; change: number }>;
}

/**
 * What was answered at a placement, in figures. Needs `responses.read` at its library.
 * @param compareWith another placement of the same questionnaire or instrument
 * Throws `questionnaires.placement_not_found`.
 */
export async function viewResults(ctx: Ctx, placementId: number, compareWith: number | null = null): Promise<Results> {
  const { placement, content, responses } = await readResponses(ctx, placementId);
  const { questions } = content;
  const n = responses.length;
  const hidden = n < LEAST_SHOWN;
  const shown = hidden ? [] : responses;
  const items = hidden ? [] : itemResults(questions, shown);
  const scores = testScores(questions, shown);
  const average = mean(scores);
  return {
    placement,
    content,
    n,
    known: placement.audience === 'anyone' ? null : await countReceipts(ctx.db, placementId),
    hidden,
    warning: hidden || n >= ROUGH ? null : n < FEW ? 'few' : 'rough',
    items,
    terms: Object.fromEntries(
      items.filter(({ texts }) => texts.length > 0).map(({ id, texts }) => [id, frequentTerms(texts)]),
    ),
    reliability: reliability(questions, shown),
    ikm: ikmOf(questions, shown),
    test: average === null ? null : { mean: average, n: scores.length },
    paired: placement.pairId === null ? null : await viewPair(ctx, placement.pairId, questions),
    compared: compareWith === null ? null : await compare(ctx, placement, items, compareWith),
  };
}

async function readResponses(
  ctx: Ctx,
  placementId: number,
): Promise<{ placement: Placement; content: Content; responses: Answers[] }> {
  authorize(ctx, 'responses.read');
  const placement = await findPlacement(ctx.db, { id: placementId }, ctx.clock.now());
  if (!placement) throw questionnaireErrors.placementNotFound();
  authorize(ctx, 'responses.read', placement.library.id);
  const content = await readVersion(ctx.db, placement.versionId);
  const responses = (await selectResponses(ctx.db, placementId)).map(({ answers }) => answers);
  return { placement, content, responses };
}

function ikmOf(questions: readonly Question[], responses: readonly Answers[]): Ikm | null {
  const sheets = elementSheets(questions, IKM_ELEMENTS, responses);
  return sheets.length < LEAST_SHOWN ? null : computeIkm(sheets);
}

async function viewPair(ctx: Ctx, pairId: number, questions: readonly Question[]): Promise<Paired> {
  const placements = await selectPlacements(ctx.db, { pairId }, ctx.clock.now());
  const [before, after] = await Promise.all(
    (['pre', 'post'] as const).map(async (role) => scoresByCode(ctx, placements, role, questions)),
  );
  const pairs: Paired['pairs'] = [];
  const alone: number[] = [];
  for (const [code, score] of before ?? []) {
    const later = after?.get(code);
    if (later === undefined) alone.push(score);
    else pairs.push({ before: score, after: later });
  }
  const late = [...(after ?? [])].filter(([code]) => !before?.has(code)).map(([, score]) => score);
  const enough = pairs.length >= LEAST_SHOWN;
  return {
    gain: enough ? pairedGain(pairs) : null,
    pairs: enough ? pairs.toSorted((a, b) => b.after - b.before - (a.after - a.before) || b.after - a.after) : [],
    onlyBefore: aside(alone),
    onlyAfter: aside(late),
    sealed: placements.every(({ closedAt }) => closedAt !== null),
  };
}

const aside = (scores: readonly number[]): { n: number; mean: number | null } => ({
  n: scores.length,
  mean: scores.length < LEAST_SHOWN ? null : mean(scores),
});

async function scoresByCode(
  ctx: Ctx,
  placements: readonly Placement[],
  role: 'pre' | 'post',
  questions: readonly Question[],
): Promise<Map<string, number>> {
  const placement = placements.find((one) => one.role === role);
  const rows = placement ? await selectResponses(ctx.db, placement.id) : [];
  const scores = new Map<string, number>();
  for (const { pairCode, answers } of rows) {
    const score = scoreTest(questions, answers);
    if (pairCode !== null && score !== null) scores.set(pairCode, score);
  }
  return scores;
}

async function compare(
  ctx: Ctx,
  placement: Placement,
  items: readonly ItemResult[],
  otherId: number,
): Promise<Compared> {
  const other = await readResponses(ctx, otherId);
  const { questionnaire } = placement;
  const alike =
    other.placement.questionnaire.id === questionnaire.id ||
    (questionnaire.instrument !== '' && other.placement.questionnaire.instrument === questionnaire.instrument);
  if (!alike) throw questionnaireErrors.placementNotFound();
  const hidden = other.responses.length < LEAST_SHOWN;
  const theirs = new Map(
    (hidden ? [] : itemResults(other.content.questions, other.responses)).map((item) => [item.id, item]),
  );
  const moved: Compared['items'] = {};
  for (const item of items) {
    const before = theirs.get(item.id);
    if (item.mean === null || before?.mean === null || before === undefined) continue;
    // an average of another scale says nothing
    if (before.highest !== item.highest || before.lowest !== item.lowest) continue;
    moved[item.id] = { mean: before.mean, n: before.n, change: item.mean - before.mean };
  }
  return { placement: other.placement, n: other.responses.length, hidden, items: moved };
}

/** The placements that one may be compared with: of the same questionnaire or instrument, with answers, the newest first. */
export async function comparablePlacements(ctx: Ctx, placement: Placement): Promise<Placement[]> {
  authorize(ctx, 'responses.read', placement.library.id);
  const { id: questionnaireId, instrument } = placement.questionnaire;
  const all = await selectPlacements(ctx.db, { alike: { questionnaireId, instrument } }, ctx.clock.now());
  return all.filter(({ id, responses }) => id !== placement.id && responses > 0);
}

/** How an instrument's items came out, for modules that go on from there (the next edition's draft). */
export interface InstrumentResults {
  n: number;
  /** Fewer than five answers: no items. */
  hidden: boolean;
  items: {
    id: string;
    label: { id: string; en: string };
    n: number;
    mean: number;
    highest: number | null;
    percent: number | null;
    /** What people said of how important it is, on average; null where they were not asked, or fewer than five said it. */
    importance: { mean: number; answers: number } | null;
  }[];
}

/** Averages by item, with the importance where it was asked. Needs `responses.read` at the placement's library. */
export async function instrumentResults(ctx: Ctx, placementId: number): Promise<InstrumentResults> {
  const { n, hidden, items } = await viewResults(ctx, placementId);
  return {
    n,
    hidden,
    items: items.flatMap((item) => {
      if (item.mean === null || item.importanceOf !== '') return [];
      const { id, label, n: answered, mean: average, highest, percent } = item;
      const said = items.find(({ importanceOf }) => importanceOf === id);
      const importance = said?.mean == null ? null : { mean: said.mean, answers: said.n };
      return [{ id, label, n: answered, mean: average, highest, percent, importance }];
    }),
  };
}
