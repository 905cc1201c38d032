import { expect, test } from 'vitest';
import { readConfig } from '#platform/config';
import type { HeavyHandler, Jobs } from '#platform/background/jobs';
import { createMailer } from '#platform/sending/mail';
import { bareServices, idleJobs } from '../../../../../tests/support/bare-services.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { searchJobs } from '../jobs.ts';
import { search } from '../search.ts';
import { addBibs, randomFrom } from './random-catalogue.ts';

const t = useTestDb();

/** Queues of this test: what is enqueued waits until the test runs it. */
function queues() {
  const handlers = new Map<string, (data: object) => Promise<void>>();
  const waiting: { queue: string; data: object }[] = [];
  const schedules: string[] = [];
  const jobs: Jobs = {
    ...idleJobs,
    enqueue: async (_trx, queue, data) => {
      waiting.push({ queue, data });
      return Promise.resolve();
    },
    heavy: async <T extends object>(queue: string, handler: HeavyHandler<T>) => {
      handlers.set(queue, async (data) => handler(data as T, new AbortController().signal, () => undefined));
      return Promise.resolve();
    },
    schedule: async (queue) => {
      schedules.push(queue);
      return Promise.resolve();
    },
  };
  return { jobs, waiting, schedules, run: async (queue: string, data: object) => handlers.get(queue)?.(data) };
}

test('an index is there before the first search, and one build is asked for after many changes', async () => {
  const { jobs, waiting, schedules, run } = queues();
  const gens = async (): Promise<number[]> =>
    (await t.db.selectFrom('searchGeneration').select('gen').orderBy('gen').execute()).map(({ gen }) => gen);
  const mailer = createMailer(null, 'uji@localhost');
  await searchJobs({
    config: readConfig({}),
    db: t.db,
    clock: t.clock,
    storage: t.storage,
    ...bareServices,
    mailer,
    jobs,
  });
  expect(await gens()).toEqual([1]);
  expect(schedules).toEqual(['search.nightly_build']);

  const random = randomFrom(3);
  await addBibs(t.db, random, 2300);
  await search(t.ctx(), { q: 'kota' });
  await addBibs(t.db, random, 5);
  await search(t.ctx(), { q: 'kota' });
  expect(waiting.map(({ queue }) => queue)).toEqual(['search.build_after_changes']);
  await run('search.build_after_changes', waiting[0]?.data ?? {});
  expect(await gens()).toEqual([1, 2]);
  // asked for once too often: nothing worth a build is left
  await run('search.build_after_changes', waiting[0]?.data ?? {});
  expect(await gens()).toEqual([1, 2]);
  // the nightly one builds whatever changed, and nothing after a night without a change
  await run('search.nightly_build', {});
  expect(await gens()).toEqual([1, 2]);
  await addBibs(t.db, random, 1);
  await run('search.nightly_build', {});
  expect(await gens()).toEqual([2, 3]);
});
