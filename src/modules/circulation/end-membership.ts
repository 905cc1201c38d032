import { authorize } from '#platform/authorize';
import { actorName, type Ctx } from '#platform/context';
import { violatedCheck } from '#platform/db';
import { recordAudit } from '#modules/audit';
import { balanceOf } from '#modules/charges';
import { withdrawMember, type Member } from '#modules/members';
import { formatRupiah } from '#shared/money';
import { cancelHold } from './cancel-hold.ts';
import { selectOpenLoans } from './data/loan-views.queries.ts';
import { circulationErrors } from './errors.ts';
import { listHoldsOfMember } from './list-holds.ts';

export interface EndMembership {
  memberNumber: string;
  /** The version that the editor saw. */
  version: number;
  /** Why it ends although something is open; needs `loans.override`. */
  override?: { reason: string } | null;
}

/**
 * Ends a membership: the card no longer lends and no longer signs in, and the member's holds end. Needs `members.edit` at the home
 * library. While loans or charges are open it is refused (`circulation.membership_open`), or by override with a reason: they
 * stay recorded and owed. While bulk loans run it is always refused (`circulation.membership_bulk_loans`). Throws `members.not_found`, `platform.version_conflict`, `circulation.override_reason_needed`.
 */
export async function endMembership(ctx: Ctx, { memberNumber, version, override }: EndMembership): Promise<Member> {
  const ended = await withdraw(ctx, memberNumber, version, async (trx, member) => {
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
  });
  // whoever may end a membership need not be allowed to touch holds: they end with it
  const house: Ctx = { ...ctx, actor: { kind: 'system', name: actorName(ctx.actor) } };
  for (const hold of await listHoldsOfMember(house, ended.number)) await cancelHold(house, hold.id);
  return ended;
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
