import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { traineeOf } from './ask-space.ts';
import { findSeatOf, lockFreeSeat, lockSeats, updateSeat, type SeatRow } from './data/practice.queries.ts';
import { practiceErrors } from './errors.ts';

/** The place of whoever asks, in a transaction of the practice space; who has none is given a free one. Throws `practice.full`. */
export async function takeSeat(trx: Tx, ctx: Ctx): Promise<SeatRow> {
  const { id, name } = traineeOf(ctx);
  await lockSeats(trx);
  const own = await findSeatOf(trx, id);
  if (own) return own;
  const free = await lockFreeSeat(trx);
  if (!free) throw practiceErrors.full();
  const taken = { holder: id, holderName: name, enteredAt: ctx.clock.now() };
  await updateSeat(trx, free.seat, taken);
  return { ...free, ...taken };
}
