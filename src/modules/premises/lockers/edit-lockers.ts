import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import type { PermissionCode } from '#platform/rights/permissions';
import { deleteLocker, insertLockers, isOut, lockLocker, updateLocker } from './data/lockers.queries.ts';
import { lockerErrors } from './errors.ts';
import { lockerNumber, lockerRowInput, type LockerRowInput } from './schema.ts';

/**
 * Adds a row of lockers to a library: `A`, 1–24 → A01 … A24, with as many digits as the last one has. Those that are there stay as they
 * are. Needs `libraries.manage` there. Throws `lockers.number_taken` when none is new.
 * @returns how many are new
 */
export async function addLockers(ctx: Ctx, libraryId: number, input: LockerRowInput): Promise<number> {
  const row = parseInput(lockerRowInput, input);
  authorize(ctx, 'libraries.manage', libraryId);
  return ctx.db.transaction().execute(async (trx) => addLockerRow(trx, ctx, libraryId, row));
}

/** The same in the caller's transaction, who has checked the permission. */
export async function addLockerRow(
  trx: Tx,
  ctx: Ctx,
  libraryId: number,
  { prefix, first, last }: LockerRowInput,
): Promise<number> {
  const digits = String(last).length;
  const numbers = Array.from({ length: last - first + 1 }, (_, i) => prefix + String(first + i).padStart(digits, '0'));
  const added = await insertLockers(trx, libraryId, numbers);
  if (added.length === 0) {
    throw lockerErrors.numberTaken({ numbers: `${numbers[0]}–${numbers.at(-1)}` }, { first: 'taken' });
  }
  await recordAudit(trx, ctx, {
    action: 'locker.added',
    entity: 'library',
    entityId: libraryId,
    libraryId,
    after: { numbers: added },
  });
  return added.length;
}

/** Closes a locker that does not lock, or opens it again. Needs `lockers.hand_out`. Throws `lockers.not_found`. */
export const setOutOfOrder = async (
  ctx: Ctx,
  libraryId: number,
  lockerNo: string,
  outOfOrder: boolean,
): Promise<void> =>
  change(ctx, { libraryId, lockerNo, permission: 'lockers.hand_out' }, async (trx, locker) => {
    await updateLocker(trx, locker.id, outOfOrder);
    return { action: 'locker.changed', after: { number: locker.number, outOfOrder } };
  });

/** Takes a locker out of the list. Needs `libraries.manage`. Throws `lockers.not_found`, `lockers.taken` while its key is out. */
export const removeLocker = async (ctx: Ctx, libraryId: number, lockerNo: string): Promise<void> =>
  change(ctx, { libraryId, lockerNo, permission: 'libraries.manage' }, async (trx, locker) => {
    if (await isOut(trx, locker.id)) throw lockerErrors.taken({ number: locker.number });
    await deleteLocker(trx, locker.id);
    return { action: 'locker.removed', after: { number: locker.number } };
  });

async function change(
  ctx: Ctx,
  about: { libraryId: number; lockerNo: string; permission: PermissionCode },
  work: (
    trx: Tx,
    locker: { id: number; number: string },
  ) => Promise<{ action: string; after: Record<string, string | boolean> }>,
): Promise<void> {
  const { libraryId } = about;
  const number = parseInput(lockerNumber, about.lockerNo);
  authorize(ctx, about.permission, libraryId);
  await ctx.db.transaction().execute(async (trx) => {
    const locker = await lockLocker(trx, libraryId, number);
    if (!locker) throw lockerErrors.notFound({ number });
    await recordAudit(trx, ctx, { ...(await work(trx, locker)), entity: 'locker', entityId: locker.id, libraryId });
  });
}
