import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorize } from '#platform/rights/authorize';
import { saveTargetRow } from '../data/settings.queries.ts';
import { targetInput, type TargetInput } from '../schema.ts';

/**
 * In how many working days something of a kind is to be answered and solved, in the whole network, and by which rule. Open tickets follow within the hour.
 * Needs `settings.manage`. Throws `platform.invalid_input`.
 */
export async function setTarget(ctx: Ctx, input: TargetInput): Promise<void> {
  authorize(ctx, 'settings.manage', null);
  const target = parseInput(targetInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    await saveTargetRow(trx, target, ctx.clock.now());
    const { kind, ...after } = target;
    await recordAudit(trx, ctx, { action: 'service_target.set', entity: 'service_target', entityId: kind, after });
  });
}
