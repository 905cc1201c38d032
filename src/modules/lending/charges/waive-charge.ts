import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { formatRupiah } from '#shared/money';
import { isChargeKind, type CreditKind } from './client.ts';
import { insertAllocations, insertLine } from './data/ledger.queries.ts';
import { findLine } from './data/lines.queries.ts';
import { chargeErrors } from './errors.ts';
import { doneBy } from './ledger.ts';
import { alreadyDone, inLedger } from './money-support.ts';
import { waiverInput, type WaiverInput } from './schema.ts';
import { chargeView, type ChargeLine } from './view-charges.ts';

/**
 * Forgives a charge, or gives it up (`writeOff`), in part or all that is still owed of it; with a reason. Needs `charges.waive`
 * at the library of the charge. @returns the charge as it is afterwards
 * Throws `charges.line_not_found`, `charges.nothing_owed`, `charges.more_than_owed`, `charges.key_reused`.
 */
export async function waiveCharge(
  ctx: Ctx,
  chargeId: number,
  input: WaiverInput & { clientKey?: string | null },
): Promise<ChargeLine> {
  authorizeAnywhere(ctx, 'charges.waive');
  const { clientKey = null, ...given } = input;
  const { amount: asked, reason, writeOff = false } = parseInput(waiverInput, given);
  const about = await findLine(ctx.db, chargeId);
  if (!about || !isChargeKind(about.kind)) throw chargeErrors.lineNotFound();
  authorize(ctx, 'charges.waive', about.libraryId);
  return inLedger(ctx, 'charges.waive', about.memberNumber, async (trx, member) => {
    const kind: CreditKind = writeOff ? 'write_off' : 'waive';
    const done = await alreadyDone(trx, clientKey, {
      memberId: member.id,
      kind,
      ...(asked !== undefined && { amount: -asked }),
    });
    if (done && done.ofLineId !== chargeId) throw chargeErrors.keyReused();
    const line = await findLine(trx, chargeId);
    if (!line) throw chargeErrors.lineNotFound();
    if (done) return chargeView(line);
    const { left, libraryId, toTreasury, note } = line;
    const amount = asked ?? left;
    if (left === 0) throw chargeErrors.nothingOwed({ name: member.fullName });
    if (amount > left)
      throw chargeErrors.moreThanOwed({ owed: left, owedText: formatRupiah(left) }, { amount: 'too_much' });
    const waiver = { memberId: member.id, libraryId, loanId: line.loanId, kind, note, reason, toTreasury, clientKey };
    const id = await insertLine(trx, { ...waiver, ...doneBy(ctx), amount: -amount, ofLineId: chargeId });
    await insertAllocations(trx, [{ creditLineId: id, chargeLineId: chargeId, amount }]);
    await recordAudit(trx, ctx, {
      action: 'charge.waived',
      entity: 'member',
      entityId: member.id,
      libraryId,
      after: { chargeId, kind, amount, reason },
    });
    return chargeView({ ...line, left: left - amount });
  });
}
