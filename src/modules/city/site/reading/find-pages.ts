import type { Ctx } from '#platform/context';
import { foldedKey } from '#shared/text/fold';
import type { NewsCard } from '../client.ts';
import { searchShown } from '../data/public.queries.ts';
import { cardsOf } from './public-pages.ts';

/** Shorter words are in nearly all that is written; more of them say nothing that these do not. */
const SHORTEST = 3;
const MOST_WORDS = 8;
const LONGEST = 200;

/**
 * News and pages that everybody sees now and whose title and summary have every telling word of what somebody looks for, the newest first: they
 * stand beside the catalogue. Takes any text; nothing of it is kept.
 */
export async function findPages(ctx: Ctx, asked: string, limit: number): Promise<NewsCard[]> {
  const words = foldedKey(asked.slice(0, LONGEST))
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length >= SHORTEST)
    .slice(0, MOST_WORDS);
  if (words.length === 0) return [];
  return cardsOf(ctx, await searchShown(ctx.db, { words, now: ctx.clock.now(), limit }));
}
