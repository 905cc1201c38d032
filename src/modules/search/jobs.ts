import type { Services } from '#platform/services';
import { buildSearchIndex } from './build-index.ts';
import { countChangesSince, selectNewestGeneration } from './data/search-index.queries.ts';
import { searchEngineOf } from './search-engine.ts';

const REBUILD = 'search.rebuild';
/** 02:30 in Blitar. */
const NIGHTLY = '30 19 * * *';
const WORTH_A_BUILD = 1000;

/**
 * Starts the work that keeps the index fresh: a build every night, and whenever much has changed; and sees to it that
 * there is an index at all before the first search.
 */
export async function startSearchJobs(services: Services): Promise<void> {
  const { db, clock, jobs } = services;
  const engine = searchEngineOf({ db, clock });
  await jobs.work<{ because?: string }>(REBUILD, async ({ because }, signal) => {
    const newest = await selectNewestGeneration(db);
    const stale = !newest || (await countChangesSince(db, newest.snapshot)) >= WORTH_A_BUILD;
    if (stale || because === undefined) await buildSearchIndex(db, clock, signal);
  });
  await jobs.schedule(REBUILD, NIGHTLY);
  let asked: number | null = null;
  engine.onManyChanges((generation) => {
    if (asked === generation) return;
    asked = generation;
    db.transaction()
      .execute((trx) => jobs.enqueue(trx, REBUILD, { because: 'many changes' }))
      .catch((error: unknown) => {
        asked = null;
        process.stderr.write(`search: could not ask for a new build: ${String(error)}\n`);
      });
  });
  await engine.current();
}
