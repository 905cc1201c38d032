import { recordAudit } from '#modules/audit';
import { getSetting, setSettings } from '#modules/libraries';
import { authorize } from '#platform/authorize';
import { actorName, type Ctx } from '#platform/context';
import { violatedUnique, type Db } from '#platform/db';
import type { Jobs } from '#platform/jobs';
import type { RetentionClass } from '#platform/personal-data';
import type { Services } from '#platform/services';
import { findOpenRun, insertRun, selectRuns, updateRun, type RunReport } from './data/retention.queries.ts';
import { memberErrors } from './errors.ts';

export const RETENTION_QUEUE = 'members.retention';
const SHOWN_RUNS = 10;
const DAY = 86_400_000;

export type { RunReport } from './data/retention.queries.ts';
export interface RetentionRun {
  id: number;
  requestedAt: Date;
  requestedBy: string;
  /** null = it goes on. */
  finishedAt: Date | null;
  /** Class by class, in the order in which they are cleared. */
  report: RunReport[];
}
export interface KeptClass {
  key: string;
  /** null = without end. */
  days: number | null;
  /** What would go now. */
  count: number;
  /** The first of it, in words that name nobody more than needed. */
  sample: string[];
}

/** How long each class is kept; one of which nothing was said is kept without end. */
async function daysOf(
  db: Db,
  classes: readonly RetentionClass[],
): Promise<{ one: RetentionClass; days: number | null }[]> {
  const set = await getSetting(db, 'retentionDays');
  return classes.map((one) => ({ one, days: set[one.key] ?? null }));
}
const beforeOf = (ctx: Ctx, days: number): Date => new Date(ctx.clock.now().getTime() - days * DAY);

/** What is kept how long, what would go now (nothing is touched), and what went before. Permission `members.privacy` network-wide. */
export async function listRetention(
  ctx: Ctx,
  classes: readonly RetentionClass[],
): Promise<{ classes: KeptClass[]; runs: RetentionRun[] }> {
  authorize(ctx, 'members.privacy', null);
  const [kept, runs] = await Promise.all([daysOf(ctx.db, classes), selectRuns(ctx.db, SHOWN_RUNS)]);
  return {
    classes: await Promise.all(
      kept.map(async ({ one, days }) => ({
        key: one.key,
        days,
        ...(days === null ? { count: 0, sample: [] } : await one.due(ctx, beforeOf(ctx, days))),
      })),
    ),
    runs,
  };
}

/**
 * Says how long classes are kept, in whole days; null = without end. Permission `settings.manage` network-wide.
 * @param days by key of the class; what is left out stays
 */
export async function setRetentionDays(ctx: Ctx, days: Record<string, number | null>): Promise<void> {
  const before = await getSetting(ctx.db, 'retentionDays');
  await setSettings(ctx, { retentionDays: { ...before, ...days } });
}

/** Asks for a run now; a job does it. Throws `members.retention_runs` while one goes on. Permission `members.privacy` network-wide. */
export async function startRetention(ctx: Ctx, jobs: Jobs): Promise<{ id: number }> {
  authorize(ctx, 'members.privacy', null);
  try {
    return await ctx.db.transaction().execute(async (trx) => {
      const id = await insertRun(trx, { requestedAt: ctx.clock.now(), requestedBy: actorName(ctx.actor) });
      await recordAudit(trx, ctx, { action: 'retention.started', entity: 'retention_run', entityId: id });
      await jobs.enqueue(trx, RETENTION_QUEUE, {});
      return { id };
    });
  } catch (error) {
    if (violatedUnique(error) === null) throw error;
    throw memberErrors.retentionRuns();
  }
}

/**
 * Clears every class of what is past its time, and writes down what went. A run that was asked for, or that a process left unfinished, is
 * taken up; a second run finds nothing more to do.
 */
export async function runRetention(ctx: Ctx, services: Pick<Services, 'retention' | 'storage'>): Promise<RunReport[]> {
  const { id } =
    (await findOpenRun(ctx.db)) ??
    (await ctx.db.transaction().execute(async (trx) => ({
      id: await insertRun(trx, { requestedAt: ctx.clock.now(), requestedBy: actorName(ctx.actor) }),
    })));
  const report: RunReport[] = [];
  for (const { one, days } of await daysOf(ctx.db, services.retention)) {
    if (days === null) continue;
    report.push({ key: one.key, days, ...(await one.clear(ctx, beforeOf(ctx, days), services.storage)) });
    await updateRun(ctx.db, id, report, null);
  }
  await ctx.db.transaction().execute(async (trx) => {
    await updateRun(trx, id, report, ctx.clock.now());
    const gone = Object.fromEntries(report.map((part) => [part.key, part.gone]));
    await recordAudit(trx, ctx, { action: 'retention.run', entity: 'retention_run', entityId: id, after: gone });
  });
  return report;
}
