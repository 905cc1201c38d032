import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { localDate } from '#shared/dates';
import { addFound } from '../data/found.queries.ts';
import { keptQuery } from '../rules/kept-query.ts';

const MINUTE = 60_000;
/** More different searches of a minute are not kept in mind. */
const MOST_OF_A_MINUTE = 300;

/** What was looked for in the minute that runs, in this process; what it knew when it ends is lost, and no harm. */
interface Minute {
  since: number;
  queries: Set<string>;
}
const minutes = new WeakMap<Db, Minute>();

/**
 * Takes note that a reader looked for something and found it: of nobody, and once a minute however often, so that a search costs nothing and
 * nobody alone makes it much sought. What names somebody by a number or an address is not kept. Takes any text; staff do not count.
 */
export async function noteFoundSearch(ctx: Pick<Ctx, 'db' | 'clock' | 'actor'>, text: string): Promise<void> {
  if (ctx.actor.kind !== 'anonymous' && ctx.actor.kind !== 'member') return;
  const query = keptQuery(text);
  if (query === null) return;
  const now = ctx.clock.now().getTime();
  const minute = minutes.get(ctx.db) ?? { since: now, queries: new Set<string>() };
  minutes.set(ctx.db, minute);
  // a clock that went back ends the minute, too
  const ended =
    Math.abs(now - minute.since) >= MINUTE ? { at: new Date(minute.since), queries: [...minute.queries] } : null;
  if (ended) {
    minute.since = now;
    minute.queries.clear();
  }
  if (minute.queries.size < MOST_OF_A_MINUTE) minute.queries.add(query);
  if (ended) await keep(ctx.db, ended);
}

/** The day is that of the minute. Nobody's search fails for it. */
async function keep(db: Db, { at, queries }: { at: Date; queries: readonly string[] }): Promise<void> {
  try {
    await addFound(db, { day: localDate(at, await networkZone(db)), at, queries });
  } catch (error) {
    process.stderr.write(`search: could not count what was found: ${String(error)}\n`);
  }
}
