import { bringLaterPayment, foreseeLaterPayment, selectBrought } from '#modules/lending/charges';
import { BY } from '../brought-by.ts';
import { inOneOrRefused, noteFollowed, noteMade, updateCarried, type CarriedRow } from '#modules/moving/engine';
import type { Said } from '#shared/moving/said';
import { idOf, type OldRow } from '#shared/moving/old-row';
import type { Run } from '../run.ts';
import { fineSays, hasChanged, paidOf, paidSince, rupiahOf } from './plan-fine.ts';

/** @param said told where it is booked @returns was it? */
async function book(run: Run, row: OldRow, payment: { lineId: number; amount: number }, said: Said): Promise<boolean> {
  const { ctx, source, dryRun, tellCame } = run;
  if (dryRun) return foreseeLaterPayment(ctx.db, { ...payment, at: ctx.clock.now() });
  return inOneOrRefused(
    ctx,
    async (trx, act) => {
      const creditId = await bringLaterPayment(trx, act, { ...payment, at: act.clock.now() }, BY);
      if (creditId === null) return false;
      const now = { slimsId: idOf(row('fines_id')), said: fineSays(row), state: paidOf(row) };
      await updateCarried(trx, source, 'fines', now);
      await noteMade(trx, run, 'money', [creditId]);
      await noteFollowed(trx, run, 'fines', [now.slimsId], new Set());
      await tellCame(trx, [said]);
      return true;
    },
    () => false,
  );
}

/**
 * Follows what became in SLiMS of fines that an earlier run brought: what was paid there since is booked here, unless somebody here has settled it, or
 * the row is about something else now.
 * @param rows with what they have become
 */
export async function followFines(run: Run, rows: readonly { row: OldRow; carried: CarriedRow }[]): Promise<void> {
  const brought = await selectBrought(
    run.ctx.db,
    rows.map(({ carried }) => carried.becameId),
  );
  for (const { row, carried } of rows) {
    const lineId = carried.becameId;
    const line = brought.get(lineId);
    // what was paid for another row may have gone to this one: its own is remembered
    const before = line && { owed: line.owed, paid: line.owed > 0 ? (carried.state ?? line.paid) : line.paid };
    if (!before || !hasChanged(row, before)) continue;
    run.signal.throwIfAborted();
    const paid = carried.said === fineSays(row) ? paidSince(row, before) : 0;
    const about = { table: 'fines', key: `fines_id=${row('fines_id') ?? ''}`, fate: 'told' } as const;
    const booked: Said = { ...about, code: 'updated_fine', params: { paid } };
    const sums = { debet: rupiahOf(row('debet')) || 0, credit: rupiahOf(row('credit')) || 0 };
    const isBooked = paid > 0 && (await book(run, row, { lineId, amount: paid }, booked));
    run.ledger.say(isBooked ? booked : { ...about, code: 'conflict_fine', params: sums });
  }
}
