import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { WorkState } from '#platform/background/heavy';
import { selectDone, selectOpen } from '#platform/background/heavy-queue';
import type { HeavyWork } from '#platform/background/heavy-row';

/** A piece of work as whoever looks after the system sees it: without what is in it, or who asked for it. */
export interface WorkLine {
  id: string;
  kind: string;
  state: WorkState;
  done: number;
  /** null = not known. */
  total: number | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  /** It can be stopped here: what a person asked for can be asked for again. What the clock or an import does has its own page. */
  stops: boolean;
}

const MOST_OPEN = 200;
const MOST_ENDED = 20;

const lineOf = (work: HeavyWork): WorkLine => ({
  id: work.id,
  kind: work.kind,
  state: work.state,
  done: work.doneCount,
  total: work.totalCount,
  createdAt: work.createdAt,
  startedAt: work.startedAt,
  endedAt: work.endedAt,
  stops: work.asker !== null && work.endedAt === null && !work.cancelRequested,
});

/** What the worker does, what waits for it (in its turn), and what it did last. Needs `settings.manage`. */
export async function listWork(ctx: Ctx): Promise<{ open: WorkLine[]; ended: WorkLine[] }> {
  authorize(ctx, 'settings.manage', null);
  const [open, ended] = await Promise.all([selectOpen(ctx.db, MOST_OPEN), selectDone(ctx.db, MOST_ENDED)]);
  return { open: open.map(lineOf), ended: ended.map(lineOf) };
}
