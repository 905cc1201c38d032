import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { instantOf, libraryOf } from './count-visit.ts';
import { findGateReading, insertGateReading } from './data/gates.queries.ts';
import { visitErrors } from './errors.ts';
import { gateCountInput, type GateCountInput } from './schema.ts';

/**
 * Takes what a counter at a gate says: so many in and out since it spoke last, up to an instant. The same again changes nothing.
 * Needs `visits.record` at the library. Throws `visits.gate_differs` where the counter said other figures of that instant.
 * @returns false where it was known
 */
export async function recordGateCount(ctx: Ctx, input: GateCountInput): Promise<boolean> {
  const { libraryId, gate, countedAt, in: cameIn, out: wentOut } = parseInput(gateCountInput, input);
  authorize(ctx, 'visits.record', libraryId);
  instantOf(ctx, countedAt);
  await libraryOf(ctx, libraryId);
  const reading = { libraryId, gate, countedAt, cameIn, wentOut };
  return ctx.db.transaction().execute(async (trx) => {
    if (await insertGateReading(trx, reading)) {
      await recordAudit(trx, ctx, {
        action: 'gate.counted',
        entity: 'gate',
        entityId: gate,
        libraryId,
        after: { countedAt, in: cameIn, out: wentOut },
      });
      return true;
    }
    const known = await findGateReading(trx, reading);
    if (known?.cameIn !== cameIn || known.wentOut !== wentOut) throw visitErrors.gateDiffers({ gate });
    return false;
  });
}
