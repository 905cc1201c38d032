import type { Ctx } from '#platform/context';
import { requestCancel } from '#platform/background/heavy-queue';
import { ownWork } from './own-work.ts';

/** Stops one's own work: at once while it waits, else as soon as the worker hears of it. Refuses `heavy_work.not_found`. */
export async function cancelWork(ctx: Pick<Ctx, 'db' | 'actor'>, id: string): Promise<void> {
  await requestCancel(ctx.db, (await ownWork(ctx, id)).id);
}
