import { platformErrors } from '#platform/errors';
import type { Ctx } from '#platform/context';
import type { DigitalLoan, DigitalRequest } from './client.ts';
import { selectLoansOf } from './data/loans.queries.ts';
import { selectMembership } from './data/memberships.queries.ts';
import { selectRequestsOf } from './data/requests.queries.ts';
import { mayBorrow } from './may-borrow.ts';

/** What the member who is signed in has of licensed files, and what they wait for. */
export async function ownDigital(ctx: Ctx): Promise<{
  loans: DigitalLoan[];
  requests: DigitalRequest[];
  /** They may take nothing for the moment. */ blocked: boolean;
}> {
  if (ctx.actor.kind !== 'member') throw platformErrors.signInNeeded();
  const now = ctx.clock.now();
  const [loans, requests, membership] = await Promise.all([
    selectLoansOf(ctx.db, ctx.actor.id, now),
    selectRequestsOf(ctx.db, ctx.actor.id, now),
    selectMembership(ctx.db, ctx.actor.id),
  ]);
  return { loans, requests, blocked: !membership || !mayBorrow(membership, now) };
}
