import { setTimeout as wait } from 'node:timers/promises';
import { hasMoreRecordsThan } from '#modules/collection/catalog';
import type { JobModule, Services } from '#platform/services';
import { buildSearchIndex } from './build-index.ts';
import { anythingChangedSince, countChangesSince, selectNewestGeneration } from './data/search-index.queries.ts';
import { searchEngineOf } from './search-engine.ts';

const NIGHTLY = 'search.nightly_build';
const AFTER_CHANGES = 'search.build_after_changes';
/** 02:30 in Blitar. */
const AT_NIGHT = '30 19 * * *';
/** Another process may have built meanwhile; fewer changes than this are left to the night. */
const WORTH_A_BUILD = 1000;
/** So few records are indexed at once, in less time than a worker needs to begin. */
const FEW_RECORDS = 20_000;
/** Milliseconds: how often the server looks whether the worker has built, and when it does so itself. */
const LOOK_EVERY = 250;
const PATIENCE = 600_000;

/**
 * The work that keeps the index fresh: a build every night when anything has changed, and one whenever much has. The worker builds.
 * Sees to it that there is an index before the first search.
 */
export const searchJobs: JobModule = async (services) => {
  const { db, clock, jobs } = services;
  const build = async (signal: AbortSignal, progress: (done: number, total: number | null) => void): Promise<void> => {
    await buildSearchIndex(db, clock, signal, (done) => progress(done, null));
  };
  await jobs.heavy(NIGHTLY, async (_data, signal, progress) => {
    const newest = await selectNewestGeneration(db);
    if (!newest || (await anythingChangedSince(db, newest.snapshot))) await build(signal, progress);
  });
  await jobs.schedule(NIGHTLY, AT_NIGHT);
  await jobs.heavy(AFTER_CHANGES, async (data, signal, progress) => {
    const newest = await selectNewestGeneration(db);
    const needed = 'needed' in data || !newest || (await countChangesSince(db, newest.snapshot)) >= WORTH_A_BUILD;
    if (needed) await build(signal, progress);
  });
  if (jobs.inWorker) return;
  const engine = searchEngineOf({ db, clock });
  engine.buildBy(async () => buildWhereThereIsRoom(services));
  let asked: number | null = null;
  engine.onManyChanges((generation) => {
    if (asked === generation) return;
    asked = generation;
    askForBuild(services, {}).catch((error: unknown) => {
      asked = null;
      process.stderr.write(`search: could not ask for a new build: ${String(error)}\n`);
    });
  });
  // without an index the program starts all the same; the next search tries again
  await engine.current().catch((error: unknown) => process.stderr.write(`search: no index yet: ${String(error)}\n`));
};

const askForBuild = async ({ db, jobs }: Services, data: { needed?: true }): Promise<void> =>
  db.transaction().execute(async (trx) => jobs.enqueue(trx, AFTER_CHANGES, data));

/** A small catalogue is indexed here; a large one by the worker, or here when none comes to it. */
async function buildWhereThereIsRoom(services: Services): Promise<void> {
  const { db, clock } = services;
  if (await hasMoreRecordsThan(db, FEW_RECORDS)) {
    const before = (await selectNewestGeneration(db))?.gen ?? 0;
    await askForBuild(services, { needed: true });
    const until = performance.now() + PATIENCE;
    while (performance.now() < until) {
      await wait(LOOK_EVERY);
      if (((await selectNewestGeneration(db))?.gen ?? 0) > before) return;
    }
  }
  await buildSearchIndex(db, clock);
}

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [searchJobs];
