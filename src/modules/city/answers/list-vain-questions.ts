import { listZeroResults, type VainSearch } from '#modules/collection/search';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { addDays, localDate } from '#shared/dates';
import { LEAST } from '#shared/disclosure';
import { searchEntries } from './data/entries.queries.ts';
import { askedWords } from './rules/asked-words.ts';

/** How far back, in days, and among how many is looked for what is still without an answer. */
const LOOKED_BACK = 90;
const AMONG = 200;

/**
 * What readers asked of the questions and answers in vain, most often first, as far as nothing answers it today. What was counted fewer times
 * than rows need (`LEAST.rows`) may be a name and is not told. Needs `catalog.read`.
 */
export async function listVainQuestions(ctx: Ctx, limit: number): Promise<VainSearch[]> {
  const since = addDays(localDate(ctx.clock.now(), await networkZone(ctx.db)), -LOOKED_BACK);
  const open: VainSearch[] = [];
  for (const one of await listZeroResults(ctx, { place: 'answers', since, limit: AMONG })) {
    if (open.length === limit || one.count < LEAST.rows) break;
    if ((await searchEntries(ctx.db, { words: askedWords(one.query), limit: 1 })).length === 0) open.push(one);
  }
  return open;
}
