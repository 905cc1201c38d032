import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { insertSeat, selectSeat, updateSeat, type SeatValues } from './data/seats.queries.ts';
import { seatErrors } from './errors.ts';
import { seatInput, type SeatInput } from './schema.ts';

/** Adds a room, a computer or a seat to a library. Needs `libraries.manage` there. Refuses `seats.name_taken`. @returns its id */
export async function createSeat(ctx: Ctx, libraryId: number, input: SeatInput): Promise<number> {
  authorize(ctx, 'libraries.manage', libraryId);
  await getLibrary(ctx, libraryId);
  return ctx.db.transaction().execute(async (trx) => addSeat(trx, ctx, libraryId, input));
}

/** The same in the transaction of the caller, who has checked the permission. */
export async function addSeat(trx: Tx, ctx: Ctx, libraryId: number, input: SeatInput): Promise<number> {
  const values = parseInput(seatInput, input);
  const id = await named(async () => insertSeat(trx, libraryId, values));
  await trace(trx, ctx, 'seat.created', { id, libraryId, values });
  return id;
}

/** Changes one; what is reserved stays as it is. Needs `libraries.manage` there. Refuses `seats.not_found`, `name_taken`. */
export async function changeSeat(ctx: Ctx, id: number, input: SeatInput): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const before = await selectSeat(trx, id);
    if (!before) throw seatErrors.notFound();
    authorize(ctx, 'libraries.manage', before.library.id);
    const values = parseInput(seatInput, input);
    await named(async () => updateSeat(trx, id, values));
    await trace(trx, ctx, 'seat.changed', { id, libraryId: before.library.id, values });
  });
}

async function named<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violatedUnique(error) === null) throw error;
    throw seatErrors.nameTaken({}, { name: 'taken' });
  }
}

const trace = async (
  trx: Tx,
  ctx: Ctx,
  action: string,
  { id, libraryId, values }: { id: number; libraryId: number; values: SeatValues },
): Promise<void> => recordAudit(trx, ctx, { action, entity: 'seat', entityId: id, libraryId, after: values });
