import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { addDays, localDate } from '#shared/dates';
import { insertPastIssues, selectStanding } from './data/brought.queries.ts';
import { insertSubscription, lockSubscription, updateIssues } from './data/serials.queries.ts';
import { serialErrors } from './errors.ts';
import { issueName } from './receive-issue.ts';
import { guessFrequency } from './rules/guess-frequency.ts';
import { judgeReceipt } from './rules/judge-receipt.ts';

/** An issue as another system kept it. */
export interface BroughtIssue {
  /** `YYYY-MM-DD` */
  expectedOn: string;
  volume: number | null;
  number: number;
  /** null = it had not come. */
  receivedOn: string | null;
}
/** A subscription as another system kept it; how often its serial comes out is seen from the days of its issues. */
export interface BroughtSubscription {
  bibId: number;
  itemType: string;
  startsOn: string;
  endsOn: string;
  /** In the order in which they are counted. */
  issues: readonly BroughtIssue[];
}

/** So long after its end nothing more is waited for: the longest time between two issues of one serial. */
const WAITS_DAYS = 92;

const pastIssues = (issues: readonly BroughtIssue[], isOver: boolean) =>
  issues.map((issue) => ({
    ...issue,
    state: issue.receivedOn !== null ? ('received' as const) : isOver ? ('missing' as const) : ('expected' as const),
  }));

const countIn = async (trx: Tx, ctx: Ctx, libraryId: number, after: { subscriptions: number; issues: number }) =>
  recordAudit(trx, ctx, {
    ...{ action: 'subscription.brought_in', entity: 'subscription', entityId: 'all', libraryId },
    after,
  });

/**
 * Takes over subscriptions of another system with their issues, in the caller's transaction; the caller has checked the permission. No issue becomes
 * a copy, nothing is predicted, and nobody is told. One that ended a quarter of a year ago or longer is over: what had not come by then is given up.
 * @param by what is written where a supplier and a person would stand
 * @returns ids, and those of the issues, in the order given
 */
export async function bringSubscriptions(
  trx: Tx,
  ctx: Ctx,
  library: { id: number; timeZone: string },
  subscriptions: readonly BroughtSubscription[],
  by: string,
): Promise<{ id: number; issues: number[] }[]> {
  const now = ctx.clock.now();
  const overBefore = addDays(localDate(now, library.timeZone), -WAITS_DAYS);
  const brought: { id: number; issues: number[] }[] = [];
  for (const { bibId, itemType, startsOn, endsOn, issues } of subscriptions) {
    const isOver = endsOn < overBefore;
    const id = await insertSubscription(trx, {
      ...{ libraryId: library.id, bibId, itemType, startsOn, endsOn, supplier: by, makesCopies: false },
      frequency: guessFrequency(issues.map(({ expectedOn }) => expectedOn)),
      ...{ firstNumber: 1, createdAt: now, createdBy: by },
      ...(isOver && { endedAt: now, endReason: by }),
    });
    brought.push({ id, issues: await insertPastIssues(trx, id, pastIssues(issues, isOver)) });
  }
  const count = subscriptions.reduce((sum, { issues }) => sum + issues.length, 0);
  if (brought.length > 0) await countIn(trx, ctx, library.id, { subscriptions: brought.length, issues: count });
  return brought;
}

/**
 * The same for issues that came to a subscription since it was brought. Throws `serials.subscription_not_found`.
 * @returns ids in the order given
 */
export async function bringIssues(
  trx: Tx,
  ctx: Ctx,
  subscriptionId: number,
  issues: readonly BroughtIssue[],
): Promise<number[]> {
  const subscription = await lockSubscription(trx, subscriptionId);
  if (!subscription) throw serialErrors.subscriptionNotFound();
  const ids = await insertPastIssues(trx, subscriptionId, pastIssues(issues, subscription.endedAt !== null));
  await countIn(trx, ctx, subscription.libraryId, { subscriptions: 0, issues: issues.length });
  return ids;
}

export type Followed = ReturnType<typeof judgeReceipt> | 'gone';

/** What would become of issues ({@link bringReceipt}), in the order given. Changes nothing. */
export async function foreseeReceipts(
  db: Db | Tx,
  receipts: readonly { issueId: number; was: string | null; now: string | null }[],
): Promise<Followed[]> {
  const standing = await selectStanding(
    db,
    receipts.map(({ issueId }) => issueId),
  );
  return receipts.map(({ issueId, was, now }) => {
    const issue = standing.get(issueId);
    return issue ? judgeReceipt(issue, was, now) : 'gone';
  });
}

/**
 * Another system says something new of when an issue came: it is changed here where it stands as it was brought, in the caller's transaction; the
 * caller has checked the permission.
 * @param was the day that was brought; null = it had not come
 */
export async function bringReceipt(
  trx: Tx,
  ctx: Ctx,
  { issueId, was, now }: { issueId: number; was: string | null; now: string | null },
): Promise<Followed> {
  const before = (await selectStanding(trx, [issueId])).get(issueId);
  const subscription = before && (await lockSubscription(trx, before.subscriptionId));
  const issue = subscription && (await selectStanding(trx, [issueId])).get(issueId);
  if (!issue) return 'gone';
  const judged = judgeReceipt(issue, was, now);
  if (judged !== 'followed') return judged;
  const open = subscription.endedAt === null ? ('expected' as const) : ('missing' as const);
  await updateIssues(trx, [issueId], { state: now === null ? open : 'received', receivedOn: now });
  await recordAudit(trx, ctx, {
    action: now === null ? 'serial_issue.receipt_undone' : 'serial_issue.received',
    ...{ entity: 'subscription', entityId: subscription.id, libraryId: subscription.libraryId },
    after: { title: subscription.title, issue: issueName(issue) },
  });
  return 'followed';
}
