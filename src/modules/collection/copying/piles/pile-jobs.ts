import { z } from 'zod';
import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { selectWaitingPiles } from '../data/piles.queries.ts';
import { takeCover } from '../take-cover.ts';
import { COVER_QUEUE } from './add-from-pile.ts';
import { LOOK_UP_QUEUE, lookUpPile } from './look-up-pile.ts';

const pileData = z.object({ pileId: z.number() });
const coverData = z.object({ bibId: z.number(), address: z.string() });

/**
 * Looks up what piles wait for, and fetches the covers of what was added from them. It waits for other houses and reckons little: it is done where
 * people are answered, one question after the other, and keeps no export or import waiting.
 */
export const pileJobs: JobModule = async (services) => {
  const { jobs, db, clock } = services;
  await jobs.work(LOOK_UP_QUEUE, async (data, signal) => lookUpPile(services, pileData.parse(data).pileId, signal));
  await jobs.work(COVER_QUEUE, async (data) => {
    // a cover that does not come is none: the title has its drawing
    await takeCover(systemCtx(db, clock, COVER_QUEUE), services, coverData.parse(data), { patient: true });
  });
  if (jobs.inWorker) return;
  for (const pileId of await selectWaitingPiles(db))
    await db.transaction().execute(async (trx) => jobs.enqueue(trx, LOOK_UP_QUEUE, { pileId }));
};
