import { recordAudit } from '#modules/ground/audit';
import { addCopiesWithin, withdrawWithin, type CopiesToAdd } from '#modules/collection/catalog';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import { selectIssuesById, updateIssues, type IssueRow, type LockedSubscription } from './data/serials.queries.ts';
import { serialErrors } from './errors.ts';
import { lockOwn } from './subscribe.ts';

type Act = 'serial_issue.received' | 'serial_issue.receipt_undone' | 'serial_issue.missing' | 'serial_issue.bound';
const trace = async (trx: Tx, ctx: Ctx, { id, libraryId, title }: LockedSubscription, action: Act, after: object) =>
  recordAudit(trx, ctx, { action, entity: 'subscription', entityId: id, libraryId, after: { title, ...after } });

/** As it is printed on the cover: `Th. 12 No. 3`. */
export const issueName = ({ volume, number }: { volume: number | null; number: number }): string =>
  volume === null ? `No. ${number}` : `Th. ${volume} No. ${number}`;

async function one(trx: Tx, subscriptionId: number, issueId: number): Promise<IssueRow> {
  const [issue] = await selectIssuesById(trx, subscriptionId, [issueId]);
  if (!issue) throw serialErrors.issueNotFound();
  return issue;
}

const copyOf = (
  { bibId, libraryId, itemType, supplier }: LockedSubscription,
  acquiredOn: string,
  note: string,
): CopiesToAdd => ({
  bibId,
  libraryId,
  itemType,
  supplier,
  acquiredOn,
  copies: 1,
  price: null,
  source: 'beli',
  status: 'available',
  copyNote: note,
});

/**
 * An issue has come, late or not: it is ticked off, or becomes a copy where the subscription keeps copies. Needs `serials.manage`.
 * Throws `serials.issue_settled` when it is here already, `serials.issue_not_found`.
 */
export async function receiveIssue(ctx: Ctx, subscriptionId: number, issueId: number): Promise<void> {
  authorizeAnywhere(ctx, 'serials.manage');
  await ctx.db.transaction().execute(async (trx) => {
    await receiveLocked(trx, ctx, await lockOwn(trx, ctx, subscriptionId), issueId);
  });
}

export async function receiveLocked(
  trx: Tx,
  ctx: Ctx,
  subscription: LockedSubscription,
  issueId: number,
): Promise<void> {
  const issue = await one(trx, subscription.id, issueId);
  if (issue.state === 'received' || issue.state === 'bound') throw serialErrors.issueSettled();
  const receivedOn = localDate(ctx.clock.now(), subscription.timeZone);
  const note = `${issueName(issue)}, ${issue.expectedOn}`;
  const [item] = subscription.makesCopies
    ? await addCopiesWithin(trx, ctx, copyOf(subscription, receivedOn, note))
    : [];
  await updateIssues(trx, [issueId], { state: 'received', receivedOn, itemId: item?.id ?? null });
  await trace(trx, ctx, subscription, 'serial_issue.received', { issue: issueName(issue) });
}

/**
 * It was ticked off by mistake: it is expected again (the daily job says whether it is late), and its copy is withdrawn. Needs
 * `serials.manage`. Throws `serials.issue_not_received`, and what withdrawing refuses.
 */
export async function undoReceipt(ctx: Ctx, subscriptionId: number, issueId: number): Promise<void> {
  authorizeAnywhere(ctx, 'serials.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const subscription = await lockOwn(trx, ctx, subscriptionId);
    const issue = await one(trx, subscriptionId, issueId);
    if (issue.state !== 'received') throw serialErrors.issueNotReceived();
    if (issue.itemId !== null) await withdrawWithin(trx, ctx, issue.itemId, `Salah terima: ${issueName(issue)}`);
    await updateIssues(trx, [issueId], { state: 'expected', receivedOn: null, itemId: null });
    await trace(trx, ctx, subscription, 'serial_issue.receipt_undone', { issue: issueName(issue) });
  });
}

/** It will not come any more. When it does, it is received all the same. Needs `serials.manage`. Throws `serials.issue_settled`. */
export async function giveUpIssue(ctx: Ctx, subscriptionId: number, issueId: number): Promise<void> {
  authorizeAnywhere(ctx, 'serials.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const subscription = await lockOwn(trx, ctx, subscriptionId);
    const issue = await one(trx, subscriptionId, issueId);
    if (issue.state !== 'late' && issue.state !== 'expected') throw serialErrors.issueSettled();
    await updateIssues(trx, [issueId], { state: 'missing' });
    await trace(trx, ctx, subscription, 'serial_issue.missing', { issue: issueName(issue) });
  });
}

/**
 * Several issues become one bound volume: a new copy that says what is in it; the loose copies leave the collection. Needs
 * `serials.manage`. Throws `serials.too_few_to_bind`, `serials.issue_not_received`, and what withdrawing refuses (one is on loan).
 * @returns barcode of the volume
 */
export async function bindIssues(ctx: Ctx, subscriptionId: number, issueIds: readonly number[]): Promise<string> {
  authorizeAnywhere(ctx, 'serials.manage');
  return ctx.db.transaction().execute(async (trx) => {
    const subscription = await lockOwn(trx, ctx, subscriptionId);
    const issues = await selectIssuesById(trx, subscriptionId, issueIds);
    if (issues.length < 2) throw serialErrors.tooFewToBind();
    if (issues.some(({ state }) => state !== 'received')) throw serialErrors.issueNotReceived();
    const [first, last] = [issues[0], issues.at(-1)];
    const inside = first && last ? `${issueName(first)} – ${issueName(last)}` : '';
    const today = localDate(ctx.clock.now(), subscription.timeZone);
    const note = `Jilid: ${inside} (${issues.length} terbitan)`;
    const [volume] = await addCopiesWithin(trx, ctx, copyOf(subscription, today, note));
    if (!volume) throw serialErrors.tooFewToBind();
    for (const { itemId } of issues) {
      if (itemId !== null) await withdrawWithin(trx, ctx, itemId, `Dijilid dalam ${volume.barcode}`);
    }
    await updateIssues(
      trx,
      issues.map(({ id }) => id),
      { state: 'bound', itemId: volume.id },
    );
    await trace(trx, ctx, subscription, 'serial_issue.bound', { inside, barcode: volume.barcode });
    return volume.barcode;
  });
}
