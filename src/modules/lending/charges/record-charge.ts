import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { charge } from './add-charge.ts';
import { findLine } from './data/lines.queries.ts';
import { chargeErrors } from './errors.ts';
import { alreadyDone, inLedger } from './money-support.ts';
import { chargeInput, type ChargeInput } from './schema.ts';
import { chargeView, type ChargeLine } from './view-charges.ts';

/**
 * Books a charge by hand (a damaged page, a lost card …). Needs `charges.add` at the library.
 * @param input.clientKey the sender's own key: the same request twice charges once
 * Throws `charges.member_not_found`, `charges.key_reused`.
 */
export async function recordCharge(
  ctx: Ctx,
  memberNumber: string,
  input: ChargeInput & { libraryId?: number | null; clientKey?: string | null },
): Promise<ChargeLine> {
  authorizeAnywhere(ctx, 'charges.add');
  const { libraryId: asked = ctx.libraryId, clientKey = null, ...given } = input;
  const { kind, amount, note = null } = parseInput(chargeInput, given);
  return inLedger(ctx, 'charges.add', memberNumber, async (trx, member) => {
    const libraryId = asked ?? member.homeLibraryId;
    authorize(ctx, 'charges.add', libraryId);
    const done = await alreadyDone(trx, clientKey, { memberId: member.id, kind, amount });
    if (done) return chargeView(done);
    const id = await charge(trx, ctx, { memberId: member.id, libraryId, loanId: null, kind, amount, note }, clientKey);
    await recordAudit(trx, ctx, {
      action: 'charge.added',
      entity: 'member',
      entityId: member.id,
      libraryId,
      after: { lineId: id, kind, amount, note },
    });
    const line = await findLine(trx, id);
    if (!line) throw chargeErrors.lineNotFound();
    return chargeView(line);
  });
}
