import { systemCtx, type Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import { clearStock, selectStockTasks, writeStock, type StockTask } from './data/stock.queries.ts';
import { answersNow } from './learning/find-records.ts';
import { standsNow } from './learning/find-shelf.ts';

const AT_ONCE = 50;

/** How many records answer a task, and whether that is too few; a shelf that is only drawn asks for none. */
async function stockOf(ctx: Ctx, { body, libraryId }: StockTask): Promise<{ answers: number; isShort: boolean }> {
  if (body.kind === 'search') {
    const answers = await answersNow(ctx, body.goal, libraryId);
    return { answers, isShort: answers < body.goal.count };
  }
  if (body.goal.beginnings.length === 0) return { answers: 0, isShort: false };
  const stands = await standsNow(ctx, body.goal);
  return { answers: stands ? 1 : 0, isShort: !stands };
}

/** Looks how many records answer each task of searching and of the shelf that is published: collections change, and a task may have no answer left. */
export async function lookAtStock({ db, clock }: Pick<Services, 'db' | 'clock'>, signal?: AbortSignal): Promise<void> {
  const ctx = systemCtx(db, clock, 'courses.stock');
  const at = clock.now();
  for (let afterId = 0; ;) {
    const tasks = await selectStockTasks(db, { afterId, limit: AT_ONCE });
    for (const task of tasks) {
      const { taskId, courseId } = task;
      if (signal?.aborted) return;
      await writeStock(db, { taskId, courseId, ...(await stockOf(ctx, task)), at });
      afterId = taskId;
    }
    if (tasks.length < AT_ONCE) break;
  }
  await clearStock(db, at);
}
