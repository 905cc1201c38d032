import { bringLaterPayment, foreseeLaterPayment, selectBrought } from '#modules/lending/charges';
import { oneAct } from '#platform/context';
import { BY } from '../brought-by.ts';
import type { Said } from '../rules/said.ts';
import type { SlimsRow } from '../rules/slims-row.ts';
import type { Run } from '../run.ts';
import { hasChanged, paidSince, rupiahOf } from './plan-fine.ts';

async function book({ ctx, dryRun }: Run, payment: { lineId: number; amount: number }): Promise<boolean> {
  const act = oneAct(ctx);
  const paid = { ...payment, at: act.clock.now() };
  if (dryRun) return foreseeLaterPayment(ctx.db, paid);
  return ctx.db.transaction().execute(async (trx) => bringLaterPayment(trx, act, paid, BY));
}

/**
 * Follows what became in SLiMS of fines that an earlier run brought: what was paid there since is booked here, unless somebody here has settled it.
 * @param rows with the line that each has become
 */
export async function followFines(run: Run, rows: readonly { row: SlimsRow; lineId: number }[]): Promise<void> {
  const brought = await selectBrought(
    run.ctx.db,
    rows.map(({ lineId }) => lineId),
  );
  for (const { row, lineId } of rows) {
    const line = brought.get(lineId);
    if (!line || !hasChanged(row, line)) continue;
    run.signal.throwIfAborted();
    const paid = paidSince(row, line);
    const about = { table: 'fines', key: `fines_id=${row('fines_id') ?? ''}`, fate: 'told' } as const;
    const told: Said =
      paid > 0 && (await book(run, { lineId, amount: paid }))
        ? { ...about, code: 'updated_fine', params: { paid } }
        : {
            ...{ ...about, code: 'conflict_fine' },
            params: { debet: rupiahOf(row('debet')) || 0, credit: rupiahOf(row('credit')) || 0 },
          };
    run.ledger.say(told);
  }
}
