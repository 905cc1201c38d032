import { platformErrors } from '#platform/errors';
import type { Actor, Ctx } from '#platform/context';
import { recordAudit } from '#modules/ground/audit';
import { endLoan, selectOpenLoan } from './data/loans.queries.ts';
import { endRequest, selectRequest } from './data/requests.queries.ts';
import { digitalErrors } from './errors.ts';
import { settleLicense, tellNoMore } from './settle-license.ts';

const reader = ({ actor }: Pick<Ctx, 'actor'>): Extract<Actor, { kind: 'member' }> => {
  if (actor.kind !== 'member') throw platformErrors.signInNeeded();
  return actor;
};

/** Gives a licensed file back before its time; the next in the queue is offered it at once. Refuses `digital.loan_not_found`. */
export async function returnFile(ctx: Ctx, loanId: number): Promise<void> {
  const { id: memberId } = reader(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    const loan = await selectOpenLoan(trx, loanId);
    if (!loan || loan.memberId !== memberId) throw digitalErrors.loanNotFound();
    await settleLicense(trx, ctx, loan.attachmentId);
    if (!(await endLoan(trx, loanId, ctx.clock.now()))) throw digitalErrors.loanNotFound();
    await recordAudit(trx, ctx, { action: 'digital_loan.returned', entity: 'member', entityId: memberId });
    await settleLicense(trx, ctx, loan.attachmentId);
  });
}

/** Leaves the queue, or lets an offer go; those behind move up. Refuses `digital.request_not_found`. */
export async function leaveQueue(ctx: Ctx, requestId: number): Promise<void> {
  const { id: memberId } = reader(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    const seen = await selectRequest(trx, requestId);
    if (!seen || seen.memberId !== memberId) throw digitalErrors.requestNotFound();
    await settleLicense(trx, ctx, seen.attachmentId);
    // the offer may have run out meanwhile
    if (!(await selectRequest(trx, requestId))) throw digitalErrors.requestNotFound();
    await endRequest(trx, requestId, 'cancelled', ctx.clock.now());
    await tellNoMore(trx, ctx, requestId);
    await recordAudit(trx, ctx, { action: 'digital_request.cancelled', entity: 'member', entityId: memberId });
    await settleLicense(trx, ctx, seen.attachmentId);
  });
}
