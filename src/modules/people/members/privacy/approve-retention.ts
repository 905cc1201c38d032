import { createHash } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import { authorize, can } from '#platform/rights/authorize';
import { acceptClock, waitingJump } from '#platform/clock-watch';
import { actorName, type Ctx } from '#platform/context';
import { violatedUnique } from '#platform/database/db';
import type { Jobs } from '#platform/background/jobs';
import type { RetentionClass } from '#platform/rights/personal-data';
import type { LocalDate } from '#shared/dates';
import { insertApproval, selectGoing } from '../data/approvals.queries.ts';
import { findOpenRun, insertRun } from '../data/retention.queries.ts';
import { memberErrors } from '../errors.ts';
import type { HoldReason } from '../rules/retention-hold.ts';
import { beforeOf, daysOf, holdOf, RETENTION_QUEUE } from './run-retention.ts';

/** Somebody who would go. */
export interface WhoGoes {
  number: string;
  /** null where the reader may not read members of that library. */
  fullName: string | null;
  homeLibrary: string;
  lastActiveOn: LocalDate;
  expiresOn: LocalDate | null;
}
/** What a person looks at before a class is cleared. */
export interface RetentionPreview {
  key: string;
  days: number;
  /** What is from before this instant would go. */
  before: Date;
  count: number;
  /** Stands for exactly what was shown; the approval hands it back. */
  seen: string;
  /** Why it waits; null = the night does it alone. */
  held: HoldReason | null;
  /** A page of the members who would go; null where the class is not one of members. */
  members: WhoGoes[] | null;
  /** The first of what would go, in words that name nobody more than needed, where they are not members. */
  sample: string[];
  /** The next page of members begins after so many; null = this is the last. */
  next: number | null;
}

const PAGE = 100;
const DAY = 86_400_000;

const fingerprint = (ids: readonly number[] | null, count: number): string =>
  ids === null ? `n${count}` : createHash('sha256').update(ids.join(',')).digest('base64url');

/** A class that has a time. Throws `members.retention_unknown`. */
async function classOf(ctx: Ctx, classes: readonly RetentionClass[], key: string) {
  const kept = (await daysOf(ctx.db, classes)).find(({ one }) => one.key === key);
  if (!kept || kept.days === null) throw memberErrors.retentionUnknown();
  return { one: kept.one, days: kept.days };
}

async function look(ctx: Ctx, one: RetentionClass, before: Date) {
  const ids = one.members ? await one.members(ctx, before) : null;
  const { count, sample } = ids ? { count: ids.length, sample: [] } : await one.due(ctx, before);
  return { ids, count, sample, seen: fingerprint(ids, count) };
}

/**
 * Whom and what a clearing of a class would take, for a person to look at before it goes. Permission `members.privacy` network-wide; names
 * only of members whom the person may read. Throws `members.retention_unknown`.
 * @param page.before the instant of an earlier page, so that all pages show one state
 */
export async function previewRetention(
  ctx: Ctx,
  classes: readonly RetentionClass[],
  key: string,
  page: { before?: Date; offset?: number } = {},
): Promise<RetentionPreview> {
  authorize(ctx, 'members.privacy', null);
  const { one, days } = await classOf(ctx, classes, key);
  const { offset = 0, before = beforeOf(ctx, days) } = page;
  const { ids, count, sample, seen } = await look(ctx, one, before);
  const shown = ids && (await selectGoing(ctx.db, ids.slice(offset, offset + PAGE)));
  return {
    key,
    days,
    before,
    count,
    seen,
    held: await holdOf(ctx, one, { days, count }),
    sample,
    members:
      shown?.map(({ number, fullName, homeLibraryId, homeLibrary, lastActiveOn, expiresOn }) => ({
        number,
        fullName: can(ctx.actor, 'members.read', homeLibraryId) ? fullName : null,
        homeLibrary,
        lastActiveOn,
        expiresOn,
      })) ?? null,
    next: ids && offset + PAGE < ids.length ? offset + PAGE : null,
  };
}

/**
 * A person has seen what would go and lets it go; a job does it at once. Nothing goes but what was shown: where that has changed, or is of
 * yesterday, it is refused (`members.retention_changed`) and looked at again. Permission `members.privacy` network-wide. Throws
 * `members.retention_unknown`, `members.retention_clock` while a jump of the clock waits.
 */
export async function approveRetention(
  ctx: Ctx,
  { retention, jobs }: { retention: readonly RetentionClass[]; jobs: Pick<Jobs, 'enqueue'> },
  key: string,
  shown: { before: Date; seen: string },
): Promise<void> {
  authorize(ctx, 'members.privacy', null);
  const { one, days } = await classOf(ctx, retention, key);
  if (await waitingJump(ctx.db)) throw memberErrors.retentionClock();
  const late = beforeOf(ctx, days).getTime() - shown.before.getTime();
  if (late < 0 || late > DAY) throw memberErrors.retentionChanged();
  const { ids, count, seen } = await look(ctx, one, shown.before);
  if (seen !== shown.seen || count === 0) throw memberErrors.retentionChanged();
  const [approvedAt, approvedBy] = [ctx.clock.now(), actorName(ctx.actor)];
  try {
    await ctx.db.transaction().execute(async (trx) => {
      const row = { classKey: key, days, beforeAt: shown.before, count, memberIds: ids, approvedAt, approvedBy };
      await insertApproval(trx, row);
      await recordAudit(trx, ctx, {
        action: 'retention.approved',
        entity: 'retention_class',
        entityId: key,
        after: { days, count, before: shown.before },
      });
      if (!(await findOpenRun(trx))) await insertRun(trx, { requestedAt: approvedAt, requestedBy: approvedBy });
      await jobs.enqueue(trx, RETENTION_QUEUE, {});
    });
  } catch (error) {
    // somebody else asked for a run in the same moment
    if (violatedUnique(error) === null) throw error;
    throw memberErrors.retentionRuns();
  }
}

/**
 * A person says that the date is right after the clock jumped: what erases or ends by the clock goes on. Permission `members.privacy`
 * network-wide.
 */
export async function acceptClockJump(ctx: Ctx): Promise<void> {
  authorize(ctx, 'members.privacy', null);
  await ctx.db.transaction().execute(async (trx) => {
    const jump = await acceptClock(trx, ctx.clock.now());
    if (!jump) return;
    await recordAudit(trx, ctx, { action: 'clock.accepted', entity: 'system', entityId: 'clock', after: { ...jump } });
  });
}
