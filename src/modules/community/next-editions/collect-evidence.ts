import type { Ctx } from '#platform/context';
import { countVoters, plansOf, stalledPlans, topIdeas, type StalledPlan } from '#modules/community/ideas';
import type { Obstacle } from '#modules/community/ideas/client';
import type { Program } from '#modules/community/programs/client';
import {
  frequentTerms,
  instrumentResults,
  placementsOf,
  type InstrumentResults,
} from '#modules/community/questionnaires';
import { listZeroResults } from '#modules/collection/search';
import { addDays, localDate } from '#shared/dates';
import type { Evidence } from './rules/draft-agenda.ts';

/** So far back vain searches are gathered. */
const SEARCH_DAYS = 90;
const SEARCHES = 20;
const IDEAS = 20;
/** So many frequent words, and so many sentences of so many characters, of what is written about an obstacle. */
const TERMS = 4;
const QUOTES = 2;
const QUOTE = 160;
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
type Item = Items[number];

/** The same item asked of several speakers or sessions is one, each answer counting the same. */
function joinItems(results: readonly InstrumentResults[]): Items {
  const joined = new Map<string, Items[number]>();
  for (const item of results.flatMap(({ items }) => items)) {
    const { label, n, mean, highest, percent, importance, importanceAbsent } = item;
    const before = joined.get(label.id);
    const answers = (before?.answers ?? 0) + n;
    const weighed = weigh(before?.importance ?? null, importance);
    joined.set(label.id, {
      label,
      answers,
      mean: before ? (before.mean * before.answers + mean * n) / answers : mean,
      highest,
      percent:
        before && before.percent !== null && percent !== null
          ? (before.percent * before.answers + percent * n) / answers
          : percent,
      importance: weighed,
      importanceAbsent: weighed ? null : mostSaid(before?.importanceAbsent ?? null, importanceAbsent),
    });
  }
  return [...joined.values()];
}

type Importance = Items[number]['importance'];
/** Where one of them was not asked how important it is, the other speaks for both. */
function weigh(one: Importance, other: Importance): Importance {
  if (one === null || other === null) return one ?? other;
  const answers = one.answers + other.answers;
  return { mean: (one.mean * one.answers + other.mean * other.answers) / answers, answers };
}

/** Where neither knows it: that some were asked says more than that others were not. */
function mostSaid(one: Item['importanceAbsent'], other: Item['importanceAbsent']): Item['importanceAbsent'] {
  const order = ['too_few', 'unanswered', 'not_asked'] as const;
  return order.find((absent) => absent === one || absent === other) ?? null;
}

/** Which plans an obstacle holds up, where, and what their owners wrote; of those that say nothing nothing follows. */
function byObstacle(stalled: readonly StalledPlan[]): Evidence<Obstacle>['plans']['stalled'] {
  const groups = Map.groupBy(stalled, ({ obstacle }) => obstacle);
  return [...groups].flatMap(([obstacle, plans]) => {
    if (obstacle === null) return [];
    const texts = plans.map(({ words }) => words.trim()).filter(Boolean);
    const terms = frequentTerms(texts, TERMS);
    return [
      {
        obstacle,
        plans: plans.length,
        terms: terms.map(({ term, count }) => ({ term, count })),
        quotes: quotesOf(texts, terms),
      },
    ];
  });
}

/** What was written in the most common words; without any, what was written first. */
function quotesOf(texts: readonly string[], terms: readonly { texts: number[] }[]): string[] {
  const places = terms.length === 0 ? [0] : terms.flatMap(({ texts: [first] }) => first ?? []);
  return [...new Set(places.flatMap((place) => texts[place] ?? []))]
    .slice(0, QUOTES)
    .map((text) => (text.length > QUOTE ? `${text.slice(0, QUOTE - 1)}…` : text));
}
