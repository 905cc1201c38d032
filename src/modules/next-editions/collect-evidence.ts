import type { Ctx } from '#platform/context';
import { countVoters, plansOf, stalledPlans, topIdeas, type StalledPlan } from '#modules/ideas';
import type { Obstacle } from '#modules/ideas/client';
import type { Program } from '#modules/programs/client';
import { instrumentResults, placementsOf, type InstrumentResults } from '#modules/questionnaires';
import { listZeroResults } from '#modules/search';
import { addDays, localDate } from '#shared/dates';
import type { Evidence } from './rules/draft-agenda.ts';

/** So far back vain searches are gathered. */
const SEARCH_DAYS = 90;
const SEARCHES = 20;
const IDEAS = 20;
/** As long as the title of a session may be. */
const TITLE = 200;

/**
 * What an edition left behind, asked of the modules that own it. The caller has checked `programs.manage`; evaluations need `responses.read`,
 * vain searches `catalog.read`.
 */
export async function collectEvidence(ctx: Ctx, program: Program): Promise<Evidence<Obstacle>> {
  const now = ctx.clock.now();
  const evaluations = (await placementsOf(ctx, program.id)).filter(({ role }) => role === 'evaluation');
  const results: InstrumentResults[] = [];
  for (const { id } of evaluations) results.push(await instrumentResults(ctx, id));
  const plans = await plansOf(ctx.db, program.id);
  const since = addDays(localDate(now, program.library.timeZone), -SEARCH_DAYS);
  return {
    evaluation: {
      answers: Math.max(0, ...results.map(({ n }) => n)),
      items: joinItems(results),
    },
    ideas: (await topIdeas(ctx.db, program.id, IDEAS)).map(({ text, votes }) => ({
      title: text.slice(0, TITLE),
      votes,
    })),
    voters: await countVoters(ctx.db, program.id),
    plans: {
      all: plans.length,
      done: plans.filter(({ status }) => status === 'done').length,
      stalled: byObstacle(await stalledPlans(ctx.db, program.id, now)),
    },
    searches: (await listZeroResults(ctx, { since, limit: SEARCHES })).map(({ query, count }) => ({
      words: query,
      times: count,
    })),
    searchDays: SEARCH_DAYS,
  };
}

type Items = Evidence['evaluation']['items'];

/** The same item asked of several speakers or sessions is one, each answer counting the same. */
function joinItems(results: readonly InstrumentResults[]): Items {
  const joined = new Map<string, Items[number]>();
  for (const { label, n, mean, highest, percent, importance } of results.flatMap(({ items }) => items)) {
    const before = joined.get(label.id);
    const answers = (before?.answers ?? 0) + n;
    const average = (old: number | null | undefined, now: number | null): number | null =>
      before && old !== null && old !== undefined && now !== null ? (old * before.answers + now * n) / answers : now;
    joined.set(label.id, {
      label,
      answers,
      mean: average(before?.mean, mean) ?? mean,
      highest,
      percent: average(before?.percent, percent),
      importance: average(before?.importance, importance),
    });
  }
  return [...joined.values()];
}

/** How many plans an obstacle holds up; of those that say nothing nothing follows. */
function byObstacle(stalled: readonly StalledPlan[]): Evidence<Obstacle>['plans']['stalled'] {
  const counts = new Map<Obstacle, number>();
  for (const { obstacle } of stalled) if (obstacle) counts.set(obstacle, (counts.get(obstacle) ?? 0) + 1);
  return [...counts].map(([obstacle, plans]) => ({ obstacle, plans }));
}
