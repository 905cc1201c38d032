import { platformErrors } from '#platform/errors';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { findKnownAttachment, getBib } from '#modules/collection/catalog';
import { getSetting } from '#modules/ground/libraries';
import { lockMemberForLoan, noteActivity } from '#modules/people/members';
import type { BorrowOutcome } from './client.ts';
import { insertLoan, selectLoanOf, selectLoansOf } from './data/loans.queries.ts';
import { selectMembership } from './data/memberships.queries.ts';
import { endRequest, insertRequest, selectLiveRequest, selectRequestsOf } from './data/requests.queries.ts';
import { digitalErrors } from './errors.ts';
import { mayBorrow } from './may-borrow.ts';
import { settleLicense, tellNoMore } from './settle-license.ts';

const DAY = 86_400_000;

/**
 * The member who is signed in takes a licensed file for themselves alone, for the days of its license; where all copies are taken
 * they are put at the end of the queue. Asking again changes nothing. Locks the member, then the license: of many who want one copy at
 * one moment one has it, and the others stand one behind the other.
 * The trace says that somebody borrowed, never what. Refuses `platform.sign_in_needed`, `digital.not_licensed`, `member_blocked`,
 * `too_many`.
 */
export async function borrowFile(ctx: Ctx, attachmentId: number): Promise<BorrowOutcome> {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.signInNeeded();
  const { bibId } = await findKnownAttachment(ctx, attachmentId);
  await getBib(ctx, bibId);
  return ctx.db.transaction().execute(async (trx) => {
    const member = await lockMemberForLoan(trx, actor.number);
    if (!member) throw platformErrors.signInNeeded();
    await refuseMember(trx, ctx, member.id);
    await noteActivity(trx, ctx, member);
    return lendTo(trx, ctx, member.id, attachmentId);
  });
}

/** The same for a member who was looked at, in the transaction of the caller. */
export async function lendTo(trx: Tx, ctx: Ctx, memberId: number, attachmentId: number): Promise<BorrowOutcome> {
  const now = ctx.clock.now();
  const license = await settleLicense(trx, ctx, attachmentId);
  if (!license) throw digitalErrors.notLicensed();
  const own = await selectLoanOf(trx, memberId, attachmentId, now);
  if (own) return { kind: 'lent', loan: own };
  const request = await selectLiveRequest(trx, attachmentId, memberId);
  if (request?.status !== 'offered' && license.free === 0) {
    if (!request) {
      await insertRequest(trx, { attachmentId, memberId, askedAt: now });
      await trace(trx, ctx, 'digital_request.placed', memberId);
    }
    const [queued] = await selectRequestsOf(trx, memberId, now, attachmentId);
    if (!queued) throw digitalErrors.requestNotFound();
    return { kind: 'queued', request: queued };
  }
  const limit = await getSetting(trx, 'digitalLoansPerMember');
  if ((await selectLoansOf(trx, memberId, now)).length >= limit) throw digitalErrors.tooMany({ limit });
  const dueAt = new Date(now.getTime() + license.loanDays * DAY);
  await insertLoan(trx, { attachmentId, memberId, borrowedAt: now, dueAt });
  if (request) {
    await endRequest(trx, request.id, 'taken', now);
    await tellNoMore(trx, ctx, request.id);
  }
  await trace(trx, ctx, 'digital_loan.borrowed', memberId);
  const loan = await selectLoanOf(trx, memberId, attachmentId, now);
  if (!loan) throw digitalErrors.loanNotFound();
  return { kind: 'lent', loan };
}

async function refuseMember(trx: Tx, ctx: Ctx, memberId: number): Promise<void> {
  const membership = await selectMembership(trx, memberId);
  if (!membership || !mayBorrow(membership, ctx.clock.now())) throw digitalErrors.memberBlocked();
}

const trace = async (trx: Tx, ctx: Ctx, action: string, memberId: number): Promise<void> =>
  recordAudit(trx, ctx, { action, entity: 'member', entityId: memberId });
