import { randomBytes } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import { authorize } from '#platform/rights/authorize';
import type { Jobs } from '#platform/background/jobs';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Services } from '#platform/services';
import { localDate, localMinute } from '#shared/dates';
import { selectPlan, type StoredPlan } from './data/plan.queries.ts';
import { insertRun, selectLastRun, type RunKind } from './data/runs.queries.ts';
import { backupsErrors } from './errors.ts';
import { isDue } from './rules/due.ts';

export const MAKE_QUEUE = 'backups.make';

const two = (number: number): string => String(number).padStart(2, '0');

/** `lumbung-2026-11-29-0200-3fa9c1.tar.gz.age`: by the wall clock of the network, and like no other. */
async function fileNameOf(trx: Tx, now: Date): Promise<string> {
  const zone = await networkZone(trx);
  const minute = localMinute(now, zone);
  const time = `${two(Math.floor(minute / 60))}${two(minute % 60)}`;
  return `lumbung-${localDate(now, zone)}-${time}-${randomBytes(3).toString('hex')}.tar.gz.age`;
}

/** @returns null: one is being made, or waits, already */
async function begin(trx: Tx, ctx: Ctx, jobs: Pick<Jobs, 'enqueue'>, plan: StoredPlan, kind: RunKind) {
  const askedAt = ctx.clock.now();
  const { folder } = plan;
  const id = await insertRun(trx, { kind, folder, fileName: await fileNameOf(trx, askedAt), askedAt });
  if (id === null) return null;
  await jobs.enqueue(trx, MAKE_QUEUE, { run: id });
  await recordAudit(trx, ctx, { action: 'backup.asked', entity: 'backup', entityId: id, after: { folder, kind } });
  return id;
}

/**
 * Has a backup made now, where the schedule puts them. Needs `settings.manage` network-wide. Throws `backups.no_plan`, `backups.under_way`.
 * @returns its id
 */
export async function askBackup(ctx: Ctx, { jobs }: Pick<Services, 'jobs'>): Promise<number> {
  authorize(ctx, 'settings.manage', null);
  return ctx.db.transaction().execute(async (trx) => {
    const plan = await selectPlan(trx);
    if (plan?.state !== 'on') throw backupsErrors.noPlan();
    const id = await begin(trx, ctx, jobs, plan, 'asked');
    if (id === null) throw backupsErrors.underWay();
    return id;
  });
}

/** Begins the backup of the night when its hour has come. */
export async function beginDue(ctx: Ctx, { jobs }: Pick<Services, 'jobs'>): Promise<void> {
  const plan = await selectPlan(ctx.db);
  if (plan?.state !== 'on') return;
  const hour = { hour: plan.atHour, zone: await networkZone(ctx.db) };
  if (!isDue(ctx.clock.now(), hour, { since: plan.since, last: await selectLastRun(ctx.db) })) return;
  await ctx.db.transaction().execute(async (trx) => begin(trx, ctx, jobs, plan, 'scheduled'));
}
