import { bringLaterPayment, foreseeLaterPayment, selectBrought } from '#modules/lending/charges';
import { oneAct } from '#platform/context';
import { BY } from '../brought-by.ts';
import type { CarriedRow } from '../data/carried.queries.ts';
import type { Said } from '../rules/said.ts';
import type { SlimsRow } from '../rules/slims-row.ts';
import type { Run } from '../run.ts';
import { fineSays, hasChanged, paidSince, rupiahOf } from './plan-fine.ts';

/** @param said told where it is booked @returns was it? */
async function book(run: Run, payment: { lineId: number; amount: number }, said: Said): Promise<boolean> {
  const { ctx, dryRun, tellCame } = run;
  const act = oneAct(ctx);
  const paid = { ...payment, at: act.clock.now() };
  if (dryRun) return foreseeLaterPayment(ctx.db, paid);
  return ctx.db.transaction().execute(async (trx) => {
    const isBooked = await bringLaterPayment(trx, act, paid, BY);
    if (isBooked) await tellCame(trx, [said]);
    return isBooked;
  });
}

/**
 * Follows what became in SLiMS of fines that an earlier run brought: what was paid there since is booked here, unless somebody here has settled it, or
 * the row is about something else now.
 * @param rows with what they have become
 */
export async function followFines(run: Run, rows: readonly { row: SlimsRow; carried: CarriedRow }[]): Promise<void> {
  const brought = await selectBrought(
    run.ctx.db,
    rows.map(({ carried }) => carried.becameId),
  );
  for (const { row, carried } of rows) {
    const lineId = carried.becameId;
    const line = brought.get(lineId);
    if (!line || !hasChanged(row, line)) continue;
    run.signal.throwIfAborted();
    const paid = carried.said === fineSays(row) ? paidSince(row, line) : 0;
    const about = { table: 'fines', key: `fines_id=${row('fines_id') ?? ''}`, fate: 'told' } as const;
    const booked: Said = { ...about, code: 'updated_fine', params: { paid } };
    const sums = { debet: rupiahOf(row('debet')) || 0, credit: rupiahOf(row('credit')) || 0 };
    const isBooked = paid > 0 && (await book(run, { lineId, amount: paid }, booked));
    run.ledger.say(isBooked ? booked : { ...about, code: 'conflict_fine', params: sums });
  }
}
