import { authorize } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { violatedCheck, type Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { balanceOf } from '#modules/lending/charges';
import { withdrawMember, type Member } from '#modules/people/members';
import { formatRupiah } from '#shared/money';
import { endHoldsWithin } from '../holds/cancel-hold.ts';
import { selectOpenLoans } from '../data/loan-views.queries.ts';
import { selectHoldsUnderWay } from '../data/personal-data.queries.ts';
import { circulationErrors } from '../errors.ts';

export interface EndMembership {
  memberNumber: string;
  /** The version that the editor saw. */
  version: number;
  /** Why it ends although something is open; needs `loans.override`. */
  override?: { reason: string } | null;
}

/**
 * Ends a membership: the card no longer lends and no longer signs in, and the member's holds end, as do bookings and reserved places (by triggers,
 * since those modules stand above this one) and what they wait for of licensed files (when the license is settled). Needs `members.edit` at the home library. While loans or charges are open it is refused (`circulation.membership_open`), or by override with a reason: they
 * stay recorded and owed. While bulk loans run it is always refused (`circulation.membership_bulk_loans`). Throws `members.not_found`, `platform.version_conflict`, `circulation.override_reason_needed`.
 */
export async function endMembership(ctx: Ctx, { memberNumber, version, override }: EndMembership): Promise<Member> {
  // whoever may end a membership need not be allowed to touch holds: they end with it, in the same transaction
  const house: Ctx = { ...ctx, actor: { kind: 'system', name: actorName(ctx.actor) } };
  return withdraw(ctx, memberNumber, version, async (trx, member) => {
    await refuseOpen(trx, ctx, member, override);
    await endHoldsWithin(trx, house, await selectHoldsUnderWay(trx, member.id));
  });
}

/** Throws while loans or charges are open, unless it is overridden with a reason, which is kept. */
async function refuseOpen(
  trx: Tx,
  ctx: Ctx,
  member: { id: number; fullName: string; homeLibraryId: number },
  override: EndMembership['override'],
): Promise<void> {
  const loans = (await selectOpenLoans(trx, member.id)).length;
  const owed = Math.max(0, await balanceOf(trx, member.id));
  if (loans === 0 && owed === 0) return;
  const open = { name: member.fullName, loans, owed, owedText: formatRupiah(owed) };
  if (!override) throw circulationErrors.membershipOpen(open);
  authorize(ctx, 'loans.override', member.homeLibraryId);
  const reason = override.reason.trim();
  if (reason === '') throw circulationErrors.overrideReasonNeeded({}, { reason: 'required' });
  await recordAudit(trx, ctx, {
    action: 'member.withdrawn_with_open',
    entity: 'member',
    entityId: member.id,
    libraryId: member.homeLibraryId,
    after: { loans, owed, reason },
  });
}

/** Bulk loans lie above this module: the database refuses, and says which. */
const withdraw: typeof withdrawMember = async (ctx, memberNumber, version, check) => {
  try {
    return await withdrawMember(ctx, memberNumber, version, check);
  } catch (error) {
    const refused = violatedCheck(error);
    if (refused?.name !== 'member_runs_no_bulk_loan') throw error;
    throw circulationErrors.membershipBulkLoans({ number: memberNumber, numbers: refused.detail });
  }
};
