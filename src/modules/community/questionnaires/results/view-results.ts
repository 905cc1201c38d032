import { authorize, authorizeAnywhere, can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Placement } from '../client.ts';
import { findPlacement, selectPlacements } from '../data/placements.queries.ts';
import { readVersion } from '../data/questionnaires.queries.ts';
import { countReceipts } from '../data/responses.queries.ts';
import { disclosedPair, disclosedResults, linkedAnswers, type DisclosedResults, type Paired } from './disclose.ts';
import { questionnaireErrors } from '../errors.ts';
import { columnsOf, type Absence } from '../rules/absence.ts';
import { compareItem, movedBetween, movedTogether, type Moved, type Unmoved } from '../rules/compare.ts';
import type { Answers, Content, Question } from '../rules/content.ts';
import type { Figures } from '../rules/disclosure.ts';
import type { Term } from '../rules/frequent-terms.ts';
import { itemScores, type ItemResult } from '../rules/item-results.ts';
import { LEAST_COMPARED, LEAST_SHOWN, ROUGH } from '../rules/least.ts';
import { scoreTest } from '../rules/score-test.ts';

export interface Results extends Figures {
  placement: Placement;
  content: Content;
  /**
   * How many people are known to have answered by name; else null. Who is erased is counted no more: without names it would tell whether that
   * person had answered.
   */
  known: number | null;
  /** Fewer than five: nothing is shown. */
  hidden: boolean;
  warning: 'few' | 'rough' | null;
  /** What free texts have in common, by item. */
  terms: Record<string, Term[]>;
  paired: Paired | null;
  /** Why there is none: it is no test of a pair, or answers to one of the two still come. */
  pairAbsent: 'not_asked' | 'not_yet' | null;
  /** Another edition or placement beside it. */
  compared: Compared | null;
}
export interface Compared {
  placement: Placement;
  n: number;
  /** Fewer than ten answers on one of the sides. */
  hidden: boolean;
  /** By item: how the average moved; only items that both asked with the same scale, and that ten and more answered. */
  items: Record<string, Moved>;
  /** By item: why it is not compared. */
  absent: Record<string, Unmoved>;
  /** Of a test: how its average moved; null = too few answered one of them, or it is no test. */
  test: Moved | null;
}

/**
 * What was answered at a placement, in figures. Needs `responses.read` at its library.
 * @param compareWith another placement of the same questionnaire or instrument
 * Throws `questionnaires.placement_not_found`.
 */
export async function viewResults(ctx: Ctx, placementId: number, compareWith: number | null = null): Promise<Results> {
  const { placement, content, figures, terms } = await readFigures(ctx, placementId);
  const { n } = figures;
  const hidden = n < LEAST_SHOWN;
  const paired = await disclosedPair(ctx, placement, content);
  return {
    ...figures,
    placement,
    content,
    known: placement.privacy === 'named' ? await countReceipts(ctx.db, placementId) : null,
    hidden,
    warning: hidden || n >= ROUGH ? null : n < LEAST_COMPARED ? 'few' : 'rough',
    terms,
    paired,
    pairAbsent: paired ? null : placement.pairId === null ? 'not_asked' : 'not_yet',
    compared: compareWith === null ? null : await compare(ctx, { placement, content, figures }, compareWith),
  };
}

async function readFigures(
  ctx: Ctx,
  placementId: number,
): Promise<DisclosedResults & { placement: Placement; content: Content }> {
  authorizeAnywhere(ctx, 'responses.read');
  const placement = await findPlacement(ctx.db, { id: placementId }, ctx.clock.now());
  if (!placement) throw questionnaireErrors.placementNotFound();
  authorize(ctx, 'responses.read', placement.library.id);
  const content = await readVersion(ctx.db, placement.versionId);
  return { placement, content, ...(await disclosedResults(ctx, placement, content)) };
}

type Shown = Awaited<ReturnType<typeof readFigures>>;

async function compare(
  ctx: Ctx,
  here: Pick<Shown, 'placement' | 'content' | 'figures'>,
  otherId: number,
): Promise<Compared> {
  const there = await readFigures(ctx, otherId);
  const { questionnaire } = here.placement;
  const alike =
    there.placement.questionnaire.id === questionnaire.id ||
    (questionnaire.instrument !== '' && there.placement.questionnaire.instrument === questionnaire.instrument);
  if (!alike) throw questionnaireErrors.placementNotFound();
  const { n } = there.figures;
  const hidden = Math.min(here.figures.n, n) < LEAST_COMPARED;
  const linked = hidden ? [] : await linkedAnswers(ctx, there.placement, here.placement);
  const pairs = linked.map(({ before, after }) => ({
    before: itemScores(there.content.questions, before),
    after: itemScores(here.content.questions, after),
  }));
  const earlier = new Map(there.figures.items.map((item) => [item.id, item]));
  const asked = new Set(columnsOfAll(there.content.questions));
  const compared: Compared = { placement: there.placement, n, hidden, items: {}, absent: {}, test: null };
  for (const item of here.figures.items) {
    const result = hidden
      ? whyHidden(item, asked.has(item.id))
      : compareItem(earlier.get(item.id), item, scoresOf(pairs, item.id));
    if (typeof result === 'string') compared.absent[item.id] = result;
    else compared.items[item.id] = result;
  }
  return { ...compared, test: hidden ? null : compareTests(there, here, linked) };
}

/** Of a placement of which nothing is said it is still said what it asks. */
const whyHidden = ({ absent }: ItemResult, isAskedThere: boolean): Unmoved =>
  isAskedThere ? (absent ?? 'too_few') : 'not_asked';

const columnsOfAll = (questions: readonly Question[]): string[] =>
  questions.flatMap((question) => columnsOf(question).map(({ id }) => id));

const scoresOf = (
  pairs: readonly { before: Map<string, number>; after: Map<string, number> }[],
  id: string,
): { before: number; after: number }[] =>
  pairs.flatMap((pair) => {
    const [before, after] = [pair.before.get(id), pair.after.get(id)];
    return before === undefined || after === undefined ? [] : [{ before, after }];
  });

function compareTests(
  there: Pick<Shown, 'content' | 'figures'>,
  here: Pick<Shown, 'content' | 'figures'>,
  linked: readonly { before: Answers; after: Answers }[],
): Moved | null {
  const [before, after] = [there.figures.test, here.figures.test];
  if (!before || !after) return null;
  const pairs = linked.flatMap((one) => {
    const [earlier, later] = [
      scoreTest(there.content.questions, one.before),
      scoreTest(here.content.questions, one.after),
    ];
    return earlier === null || later === null ? [] : [{ before: earlier, after: later }];
  });
  return movedTogether(pairs) ?? movedBetween(before, after);
}

/**
 * The placements that one may be compared with: of the same questionnaire or instrument, where one reads results, with answers, the newest
 * first.
 */
export async function comparablePlacements(ctx: Ctx, placement: Placement): Promise<Placement[]> {
  authorize(ctx, 'responses.read', placement.library.id);
  const { id: questionnaireId, instrument } = placement.questionnaire;
  const all = await selectPlacements(ctx.db, { alike: { questionnaireId, instrument } }, ctx.clock.now());
  return all.filter(
    ({ id, responses, library }) =>
      id !== placement.id && responses > 0 && can(ctx.actor, 'responses.read', library.id),
  );
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
    /** What people said of how important it is, on average. */
    importance: { mean: number; answers: number } | null;
    /** Why there is none; null = there is. */
    importanceAbsent: Absence | null;
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
      const importanceAbsent = importance ? null : said ? (said.absent ?? 'unanswered') : 'not_asked';
      return [{ id, label, n: answered, mean: average, highest, percent, importance, importanceAbsent }];
    }),
  };
}
