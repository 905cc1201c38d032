import type { JobModule } from '#platform/services';
import { buildSearchIndex } from './build-index.ts';
import { countChangesSince, selectNewestGeneration } from './data/search-index.queries.ts';
import { searchEngineOf } from './search-engine.ts';

const NIGHTLY = 'search.nightly_build';
const AFTER_CHANGES = 'search.build_after_changes';
/** 02:30 in Blitar. */
const AT_NIGHT = '30 19 * * *';
/** Another process may have built meanwhile; fewer changes than this are left to the night. */
const WORTH_A_BUILD = 1000;

/**
 * The work that keeps the index fresh: a build every night, and one whenever much has changed. Sees to it that there is an
 * index before the first search.
 */
export const searchJobs: JobModule = async ({ db, clock, jobs }) => {
  const engine = searchEngineOf({ db, clock });
  await jobs.work(NIGHTLY, async (_data, signal) => {
    await buildSearchIndex(db, clock, signal);
  });
  await jobs.schedule(NIGHTLY, AT_NIGHT);
  await jobs.work(AFTER_CHANGES, async (_data, signal) => {
    const newest = await selectNewestGeneration(db);
    const worthIt = !newest || (await countChangesSince(db, newest.snapshot)) >= WORTH_A_BUILD;
    if (worthIt) await buildSearchIndex(db, clock, signal);
  });
  let asked: number | null = null;
  engine.onManyChanges((generation) => {
    if (asked === generation) return;
    asked = generation;
    db.transaction()
      .execute(async (trx) => jobs.enqueue(trx, AFTER_CHANGES, {}))
      .catch((error: unknown) => {
        asked = null;
        process.stderr.write(`search: could not ask for a new build: ${String(error)}\n`);
      });
  });
  await engine.current();
};
