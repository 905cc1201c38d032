import { networkZone } from '#modules/ground/libraries';
import { selectOpen } from '#platform/background/heavy-queue';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import { MAKE_QUEUE } from './ask-backup.ts';
import { DRILL_QUEUE } from './ask-drill.ts';
import { selectDrills, type BackupDrill } from './data/drills.queries.ts';
import { selectPlan, type PlanState } from './data/plan.queries.ts';
import { selectLastDone, selectRuns, type BackupRun } from './data/runs.queries.ts';
import { sharesDisk } from './folder.ts';
import { isLate, nextDue } from './rules/due.ts';

/** How the house backs itself up; what seals the files is never shown. */
export interface PlanView {
  state: PlanState | 'none';
  folder: string;
  hour: number;
  sealedBy: 'passphrase' | 'recipient' | null;
  recipient: string | null;
  journal: boolean;
  version: number;
}

/** How far something is; total null = not known. */
export interface UnderWay {
  done: number;
  total: number | null;
}

export interface BackupsView {
  plan: PlanView;
  zone: string;
  /** The newest that succeeded; null = none ever. */
  last: BackupRun | null;
  /** When the next one is due; null = the schedule is off. */
  next: Date | null;
  /** None has succeeded for too long. */
  late: boolean;
  /** How far the one is that is being made; null = none is. */
  underWay: UnderWay | null;
  /** The same of a drill. */
  drilling: UnderWay | null;
  /** The folder lies on the disk that holds the data. */
  sharesDisk: boolean;
}

/** At which hour, until somebody chooses another: the house sleeps. */
const USUAL_HOUR = 2;
const MOST_OPEN = 200;

/** The newest backup that succeeded: when it was made, and its bytes; null = none ever. Needs `settings.manage` network-wide. */
export async function lastBackup(ctx: Ctx): Promise<{ madeAt: Date; sizeBytes: number } | null> {
  authorize(ctx, 'settings.manage', null);
  const last = await selectLastDone(ctx.db, ctx.clock.now());
  return last?.madeAt ? { madeAt: last.madeAt, sizeBytes: last.sizeBytes ?? 0 } : null;
}

/** How backups are made. Needs `settings.manage` network-wide. */
export async function viewPlan(ctx: Ctx): Promise<PlanView> {
  authorize(ctx, 'settings.manage', null);
  const plan = await selectPlan(ctx.db);
  if (!plan)
    return {
      ...{ state: 'none', folder: '', hour: USUAL_HOUR, sealedBy: null, recipient: null },
      ...{ journal: false, version: 0 },
    };
  const { state, folder, atHour, recipient, passphrase, journal, version } = plan;
  const sealedBy = recipient === null ? (passphrase === null ? null : 'passphrase') : 'recipient';
  return { state, folder, hour: atHour, sealedBy, recipient, journal, version };
}

async function progressOf(
  { db }: Pick<Ctx, 'db'>,
  queue: string,
  latest: { endedAt: Date | null } | undefined,
): Promise<UnderWay | null> {
  if (latest?.endedAt !== null) return null;
  const open = (await selectOpen(db, MOST_OPEN)).find(({ kind }) => kind === queue);
  return { done: open?.doneCount ?? 0, total: open?.totalCount ?? null };
}

/** Where the house stands with its backups. Needs `settings.manage` network-wide. */
export async function viewBackups(ctx: Ctx, { config }: Pick<Services, 'config'>): Promise<BackupsView> {
  const plan = await viewPlan(ctx);
  const [zone, last, [latest], [drill], stored] = await Promise.all([
    networkZone(ctx.db),
    selectLastDone(ctx.db, ctx.clock.now()),
    selectRuns(ctx.db, { limit: 1 }),
    selectDrills(ctx.db, { limit: 1 }),
    selectPlan(ctx.db),
  ]);
  const now = ctx.clock.now();
  const on = plan.state === 'on';
  return {
    plan,
    zone,
    last: last ?? null,
    next: on ? nextDue(now, { hour: plan.hour, zone }) : null,
    late: on && isLate(now, { since: stored?.since ?? now, last: last?.madeAt ?? null }),
    underWay: await progressOf(ctx, MAKE_QUEUE, latest),
    drilling: await progressOf(ctx, DRILL_QUEUE, drill),
    sharesDisk: on && (await sharesDisk(plan.folder, config.dataDir)),
  };
}

/** Backups that were asked for and what came of them, newest first. Needs `settings.manage` network-wide. */
export async function listBackups(ctx: Ctx, page: { limit: number; beforeId?: number }): Promise<BackupRun[]> {
  authorize(ctx, 'settings.manage', null);
  return selectRuns(ctx.db, page);
}

/** Drills that were asked for and what came of them, newest first. Needs `settings.manage` network-wide. */
export async function listDrills(ctx: Ctx, page: { limit: number; beforeId?: number }): Promise<BackupDrill[]> {
  authorize(ctx, 'settings.manage', null);
  return selectDrills(ctx.db, page);
}
