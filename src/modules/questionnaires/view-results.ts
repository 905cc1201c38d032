import { authorize, authorizeAnywhere, can } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import type { Placement } from './client.ts';
import { findPlacement, selectPlacements } from './data/placements.queries.ts';
import { readVersion } from './data/questionnaires.queries.ts';
import { countReceipts } from './data/responses.queries.ts';
import { disclosedPair, disclosedResults, type DisclosedResults, type Paired } from './disclose.ts';
import { questionnaireErrors } from './errors.ts';
import type { Content } from './rules/content.ts';
import type { Figures } from './rules/disclosure.ts';
import type { Term } from './rules/frequent-terms.ts';
import { LEAST_COMPARED, LEAST_SHOWN, ROUGH } from './rules/least.ts';

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
  /** Another edition or placement beside it. */
  compared: Compared | null;
}
export interface Compared {
  placement: Placement;
  n: number;
  /** Fewer than ten answers on one of the sides. */
  hidden: boolean;
  /** By item: how the average moved; only items that both asked with the same scale, and that ten and more answered. */
  items: Record<string, { mean: number; n: number; change: number }>;
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
  return {
    ...figures,
    placement,
    content,
    known: placement.privacy === 'named' ? await countReceipts(ctx.db, placementId) : null,
    hidden,
    warning: hidden || n >= ROUGH ? null : n < LEAST_COMPARED ? 'few' : 'rough',
    terms,
    paired: await disclosedPair(ctx, placement, content),
    compared: compareWith === null ? null : await compare(ctx, placement, figures, compareWith),
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

async function compare(ctx: Ctx, placement: Placement, { n, items }: Figures, otherId: number): Promise<Compared> {
  const other = await readFigures(ctx, otherId);
  const { questionnaire } = placement;
  const alike =
    other.placement.questionnaire.id === questionnaire.id ||
    (questionnaire.instrument !== '' && other.placement.questionnaire.instrument === questionnaire.instrument);
  if (!alike) throw questionnaireErrors.placementNotFound();
  const hidden = Math.min(n, other.figures.n) < LEAST_COMPARED;
  const theirs = new Map((hidden ? [] : other.figures.items).map((item) => [item.id, item]));
  const moved: Compared['items'] = {};
  for (const item of items) {
    const before = theirs.get(item.id);
    if (item.mean === null || before?.mean === null || before === undefined) continue;
    // an average of another scale says nothing
    if (before.highest !== item.highest || before.lowest !== item.lowest) continue;
    if (Math.min(item.n, before.n) < LEAST_COMPARED) continue;
    moved[item.id] = { mean: before.mean, n: before.n, change: item.mean - before.mean };
  }
  return { placement: other.placement, n: other.figures.n, hidden, items: moved };
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
