import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import type { LoanMember, Member } from '../client.ts';
import { findLoanMember, findMember, findMemberById, lockLoanMember, lockMembers } from '../data/members.queries.ts';
import { memberErrors } from '../errors.ts';
import { viewMember } from './view-member.ts';

/** A member by number. Permission `members.read` at the home library. Throws `members.not_found`. */
export async function getMember(ctx: Ctx, number: string): Promise<Member> {
  authorizeAnywhere(ctx, 'members.read');
  const record = await findMember(ctx.db, number);
  if (!record) throw memberErrors.notFound({ number });
  authorize(ctx, 'members.read', record.homeLibraryId);
  return viewMember(ctx.db, ctx.actor, record);
}

/** The member who is signed in. */
export async function getOwnMember(ctx: Ctx): Promise<Member> {
  if (ctx.actor.kind !== 'member') throw platformErrors.signInNeeded();
  const record = await findMemberById(ctx.db, ctx.actor.id);
  if (!record) throw memberErrors.notFound();
  return viewMember(ctx.db, ctx.actor, record);
}

/** What lending needs to know of a member, without a lock; the caller has checked the permission. */
export async function findMemberByNumber(db: Db | Tx, number: string): Promise<LoanMember | null> {
  return (await findLoanMember(db, number)) ?? null;
}

/** The same with the member's row locked until the transaction ends: one desk at a time lends to one member. */
export async function lockMemberForLoan(trx: Tx, number: string): Promise<LoanMember | null> {
  return (await lockLoanMember(trx, number)) ?? null;
}

/**
 * Locks many members by their ids, for what is brought to them in bulk; the caller has checked the permission.
 * @returns their categories by id; who is not there any more, or was erased, is left out
 */
export const lockMembersById = async (trx: Tx, ids: readonly number[]): Promise<Map<number, number>> =>
  lockMembers(trx, ids);
