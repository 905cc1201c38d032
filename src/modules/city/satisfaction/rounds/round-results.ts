import {
  compareItem,
  exactIkm,
  ikmInterval,
  meanInterval,
  printedIkm,
  sampleSize,
  surveyResults,
  type Moved,
  type SurveyResults,
} from '#modules/community/questionnaires';
import type { Absence, ItemResult } from '#modules/community/questionnaires/client';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { ELEMENTS, type Element, type Round, type RoundState } from '../client.ts';
import { selectRounds } from '../data/rounds.queries.ts';

type Reading = Pick<Ctx, 'clock'> & { db: Db | Tx };

/** How one of the nine elements came out. */
export interface ElementResult {
  element: Element;
  /** How many judged it. */
  n: number;
  /** 1 … 4; null = see `absent`. */
  mean: number | null;
  /** Of the mean, 95 % by Student's t; null for fewer than ten, and where all said the same. */
  interval: { low: number; high: number } | null;
  absent: Absence | null;
  /** How often 1, 2, 3 and 4 were chosen. */
  counts: number[];
  /** Against the round before; null = there is none, or it cannot be compared. */
  moved: Moved | null;
}

/** What a round came to, as far as it may be told now. */
export interface RoundResults {
  survey: SurveyResults;
  /** How many have to answer (Krejcie & Morgan); null = the population is not known. */
  needed: number | null;
  index: ReturnType<typeof indexOf> | null;
  elements: ElementResult[];
}

/** The index with both weights: 1/9, which counts, and 0.11 as it is printed; with the interval of the former, where it has one. */
const indexOf = (total: number, complete: number, squares: number | null) => ({
  total,
  complete,
  exact: exactIkm(total, complete),
  printed: printedIkm(total, complete),
  interval: squares === null ? null : ikmInterval({ total, complete, squares }),
});

/** The index of what a published round said; null = it is not published. */
export const publishedIndex = ({ total, complete, squares }: Pick<Round, 'total' | 'complete' | 'squares'>) =>
  total === null || complete === null ? null : indexOf(total, complete, squares);

/** Results of a round beside those of the one before. The caller answers for who may know. */
export async function readResults(ctx: Reading, round: Round, before: RoundResults | null): Promise<RoundResults> {
  const survey = await surveyResults(
    ctx,
    round.places.map(({ placementId }) => placementId),
  );
  const earlier = before ? elementItems(before.survey) : new Map<string, ItemResult>();
  const items = elementItems(survey);
  const ikm = survey.figures?.ikm ?? null;
  return {
    survey,
    needed: round.population === null ? null : sampleSize(round.population),
    index: ikm && indexOf(ikm.total, ikm.complete, survey.squares),
    elements: ELEMENTS.map((element) => elementOf(element, items.get(element), earlier.get(element))),
  };
}

/** The round of the same service and place that ended last before another one, with its results; null = there is none. */
export async function resultsBefore(
  ctx: Reading,
  { service, library, startsOn, id }: Round,
  states: readonly RoundState[],
): Promise<{ round: Round; results: RoundResults } | null> {
  const rounds = await selectRounds(ctx.db, { of: { service, libraryId: library?.id ?? null }, states });
  const round = rounds
    .filter((one) => one.id !== id && one.endsOn < startsOn)
    .toSorted((a, b) => (a.endsOn < b.endsOn ? 1 : -1))[0];
  return round ? { round, results: await readResults(ctx, round, null) } : null;
}

const elementItems = ({ figures }: SurveyResults): Map<string, ItemResult> =>
  new Map((figures?.items ?? []).filter(({ element }) => element !== '').map((item) => [item.element, item]));

function elementOf(element: Element, item: ItemResult | undefined, before: ItemResult | undefined): ElementResult {
  if (!item) return { element, n: 0, mean: null, interval: null, absent: 'too_few', counts: [], moved: null };
  const { n, mean, variance, absent } = item;
  const moved = compareItem(before, item, []);
  return {
    element,
    n,
    mean,
    interval: mean === null || variance === null ? null : meanInterval({ n, mean, variance }),
    absent,
    counts: item.counts.map(({ count }) => count),
    moved: typeof moved === 'string' ? null : moved,
  };
}
