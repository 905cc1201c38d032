import { systemCtx } from '#platform/context';
import type { Services } from '#platform/services';
import { clearStock, selectSearchTasks, writeStock } from './data/stock.queries.ts';
import { answersNow } from './learning/find-records.ts';

const AT_ONCE = 50;

/** Looks how many records answer each task of searching that is published: collections change, and a task may have no answer left. */
export async function lookAtStock({ db, clock }: Pick<Services, 'db' | 'clock'>, signal?: AbortSignal): Promise<void> {
  const ctx = systemCtx(db, clock, 'courses.stock');
  const at = clock.now();
  for (let afterId = 0; ;) {
    const tasks = await selectSearchTasks(db, { afterId, limit: AT_ONCE });
    for (const { taskId, courseId, goal } of tasks) {
      if (signal?.aborted) return;
      const answers = await answersNow(ctx, goal);
      await writeStock(db, { taskId, courseId, answers, isShort: answers < goal.count, at });
      afterId = taskId;
    }
    if (tasks.length < AT_ONCE) break;
  }
  await clearStock(db, at);
}
