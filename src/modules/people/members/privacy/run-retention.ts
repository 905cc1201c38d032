import { recordAudit } from '#modules/ground/audit';
import { getSetting, setSettings } from '#modules/ground/libraries';
import { authorize, can } from '#platform/rights/authorize';
import { waitingJump, watchClock, type ClockJump } from '#platform/clock-watch';
import { actorName, type Ctx } from '#platform/context';
import { violatedUnique, type Db } from '#platform/database/db';
import type { Jobs } from '#platform/background/jobs';
import type { RetentionClass } from '#platform/rights/personal-data';
import { Round } from '#platform/database/round';
import type { Services } from '#platform/services';
import { closeApproval, countLiving, selectApprovedDays, selectOpenApproval } from '../data/approvals.queries.ts';
import { findOpenRun, insertRun, selectRuns, updateRun, type RunReport } from '../data/retention.queries.ts';
import { memberErrors } from '../errors.ts';
import { holdReason, type HoldReason } from '../rules/retention-hold.ts';

export const RETENTION_QUEUE = 'members.retention';
const SHOWN_RUNS = 10;
const DAY = 86_400_000;

export type { RunReport } from '../data/retention.queries.ts';
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
  /** Why it waits for a person who looks at it; null = the night does it alone, or there is nothing to do. */
  held: HoldReason | null;
}

/** How long each class is kept; one of which nothing was said is kept without end. */
export async function daysOf(
  db: Db,
  classes: readonly RetentionClass[],
): Promise<{ one: RetentionClass; days: number | null }[]> {
  const set = await getSetting(db, 'retentionDays');
  return classes.map((one) => ({ one, days: set[one.key] ?? null }));
}
/** What is from before this instant is past its time. */
export const beforeOf = (ctx: Ctx, days: number): Date => new Date(ctx.clock.now().getTime() - days * DAY);

/** Why a clearing of so many waits for a person; null = it does not. */
export async function holdOf(
  { db }: Pick<Ctx, 'db'>,
  one: RetentionClass,
  { days, count }: { days: number; count: number },
  approved?: ReadonlyMap<string, number>,
): Promise<HoldReason | null> {
  const approvedDays = (approved ?? (await selectApprovedDays(db))).get(one.key) ?? null;
  return holdReason({ approvedDays, days, count, members: one.members ? await countLiving(db) : null });
}

/** What is kept how long, what would go now (nothing is touched), what waits for a person, and what went before. Permission `members.privacy` network-wide. */
export async function listRetention(
  ctx: Ctx,
  classes: readonly RetentionClass[],
): Promise<{ classes: KeptClass[]; runs: RetentionRun[]; clock: ClockJump | null }> {
  authorize(ctx, 'members.privacy', null);
  const [kept, runs, approved, clock] = await Promise.all([
    daysOf(ctx.db, classes),
    selectRuns(ctx.db, SHOWN_RUNS),
    selectApprovedDays(ctx.db),
    waitingJump(ctx.db),
  ]);
  return {
    classes: await Promise.all(
      kept.map(async ({ one, days }): Promise<KeptClass> => {
        if (days === null) return { key: one.key, days, count: 0, sample: [], held: null };
        const { count, sample } = await one.due(ctx, beforeOf(ctx, days));
        return { key: one.key, days, count, sample, held: await holdOf(ctx, one, { days, count }, approved) };
      }),
    ),
    runs,
    clock,
  };
}

/**
 * What the start page says to whoever may look at it: how many classes the last run left for a person, and a jump of the clock that waits.
 * @returns null for everybody else
 */
export async function retentionNews(ctx: Ctx): Promise<{ held: number; clock: boolean } | null> {
  if (!can(ctx.actor, 'members.privacy', null)) return null;
  const [[last], clock] = await Promise.all([selectRuns(ctx.db, 1), waitingJump(ctx.db)]);
  return { held: last?.report.filter((part) => part.held).length ?? 0, clock: clock !== null };
}

/**
 * Says how long classes are kept, in whole days; null = without end. Permission `settings.manage` network-wide.
 * @param days by key of the class; what is left out stays
 */
export async function setRetentionDays(ctx: Ctx, days: Record<string, number | null>): Promise<void> {
  const before = await getSetting(ctx.db, 'retentionDays');
  await setSettings(ctx, { retentionDays: { ...before, ...days } });
}

/**
 * Asks for a run now; a job does it, and leaves what waits for a person. Throws `members.retention_runs` while one goes on,
 * `members.retention_clock` while a jump of the clock waits. Permission `members.privacy` network-wide.
 */
export async function startRetention(ctx: Ctx, jobs: Jobs): Promise<{ id: number }> {
  authorize(ctx, 'members.privacy', null);
  if (await waitingJump(ctx.db)) throw memberErrors.retentionClock();
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
 * Clears every class of what is past its time, and writes down what went. The first clearing of a class, one after its time was made
 * shorter, and one of more members than usual wait for a person ({@link approveRetention}): nothing of that class goes meanwhile. While a
 * jump of the clock waits nothing goes at all. A run that was asked for, or that a process left unfinished, is taken up; a second run finds
 * nothing more to do.
 */
export async function runRetention(ctx: Ctx, services: Pick<Services, 'retention' | 'storage'>): Promise<RunReport[]> {
  const clock = await watchClock(ctx);
  const { id, report: before } =
    (await findOpenRun(ctx.db)) ??
    (await ctx.db.transaction().execute(async (trx) => ({
      id: await insertRun(trx, { requestedAt: ctx.clock.now(), requestedBy: actorName(ctx.actor) }),
      report: [],
    })));
  const report: RunReport[] = [...before];
  const approved = await selectApprovedDays(ctx.db);
  const round = new Round(ctx);
  await round.each(clock ? [] : await daysOf(ctx.db, services.retention), async ({ one, days }) => {
    if (days === null) return;
    addTo(report, await clearOne(ctx, services, { one, days, runId: id, approved }));
    await updateRun(ctx.db, id, report, null);
  });
  // the run stays open until every class was cleared
  round.end();
  await ctx.db.transaction().execute(async (trx) => {
    await updateRun(trx, id, report, ctx.clock.now());
    const gone = Object.fromEntries(report.map((part) => [part.key, part.gone]));
    const after = clock ? { clock } : gone;
    await recordAudit(trx, ctx, { action: 'retention.run', entity: 'retention_run', entityId: id, after });
  });
  return report;
}

/** What a try of the same run before it has cleared was cleared, and stays in its report. */
function addTo(report: RunReport[], part: RunReport): void {
  const nth = report.findIndex(({ key }) => key === part.key);
  const before = report[nth];
  if (before) report[nth] = { ...part, gone: before.gone + part.gone };
  else report.push(part);
}

async function clearOne(
  ctx: Ctx,
  { storage }: Pick<Services, 'storage'>,
  about: { one: RetentionClass; days: number; runId: number; approved: ReadonlyMap<string, number> },
): Promise<RunReport> {
  const { one, days, runId, approved } = about;
  const seen = await selectOpenApproval(ctx.db, one.key);
  if (seen) {
    const cleared = await one.clear(ctx, seen.beforeAt, storage, seen.memberIds);
    await closeApproval(ctx.db, seen.id, runId);
    return { key: one.key, days, ...cleared };
  }
  const before = beforeOf(ctx, days);
  // counted and cleared are the same people: whoever becomes due in between waits for the next night
  const ids = one.members ? await one.members(ctx, before) : null;
  const count = ids ? ids.length : (await one.due(ctx, before)).count;
  const held = await holdOf(ctx, one, { days, count }, approved);
  if (held) return { key: one.key, days, gone: 0, waiting: 0, held, due: count };
  return { key: one.key, days, ...(await one.clear(ctx, before, storage, ids)) };
}
