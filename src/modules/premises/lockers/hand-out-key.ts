import { recordAudit } from '#modules/ground/audit';
import { findCardHolder, noteActivity, type CardHolder } from '#modules/people/members';
import { authorize, serves } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { violatedUnique, type Db, type Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { findKeyOf, insertUse, isOut, lockFirstFree, lockLocker } from './data/lockers.queries.ts';
import { lockerErrors } from './errors.ts';
import { handOutInput, type HandOutInput } from './schema.ts';

export interface KeyOut {
  /** Of the locker. */
  number: string;
  /** Of whoever has the key; '' = a guest who gave no name. */
  name: string;
}

/**
 * Hands out the key of a locker, by card or to a guest; without a number the first free one. Needs `lockers.hand_out` at the library.
 * Whether the card may borrow does not matter: a bag has to go somewhere. One key for a card and one card for a key, held by unique
 * indexes. Throws `lockers.unknown_card`, `not_found`, `out_of_order`, `taken`, `none_free`, `has_one`.
 */
export async function handOutKey(ctx: Ctx, libraryId: number, input: HandOutInput): Promise<KeyOut> {
  const { card, guestName, number = null } = parseInput(handOutInput, input);
  authorize(ctx, 'lockers.hand_out', libraryId);
  const holder = card === '' ? null : await holderOf(ctx, card);
  if (holder) await refuseSecond(ctx.db, holder);
  try {
    return await ctx.db.transaction().execute(async (trx) => {
      const locker = await freeLocker(trx, libraryId, number);
      await insertUse(trx, {
        lockerId: locker.id,
        memberId: holder?.id ?? null,
        guestName: holder || guestName === '' ? null : guestName,
        startedAt: ctx.clock.now(),
        startedBy: actorName(ctx.actor),
      });
      const after = { number: locker.number, ...(holder && { memberNumber: holder.number }) };
      const subjectId = holder?.id ?? null;
      const what = { entity: 'locker', entityId: locker.id, subjectId, libraryId, after };
      if (holder) await noteActivity(trx, ctx, holder);
      await recordAudit(trx, ctx, { action: 'locker.handed_out', ...what });
      return { number: locker.number, name: holder?.fullName ?? guestName };
    });
  } catch (error) {
    if (holder && violatedUnique(error) === 'locker_use_one_for_card') await refuseSecond(ctx.db, holder);
    throw error;
  }
}

async function holderOf(ctx: Ctx, card: string): Promise<CardHolder> {
  const holder = await findCardHolder(ctx.db, card);
  if (!holder?.usable || !serves(ctx.actor, 'lockers.hand_out', holder.homeLibraryId)) {
    throw lockerErrors.unknownCard({}, { card: 'unknown' });
  }
  return holder;
}

async function refuseSecond(db: Db, holder: CardHolder): Promise<void> {
  const key = await findKeyOf(db, holder.id);
  if (key) throw lockerErrors.hasOne({ name: holder.fullName, number: key.number, library: key.library });
}

/** The locker that was asked for, or the first free one, locked: whoever asks for the same one waits and finds it taken. */
async function freeLocker(trx: Tx, libraryId: number, number: string | null): Promise<{ id: number; number: string }> {
  if (number === null) {
    const free = await lockFirstFree(trx, libraryId);
    if (!free) throw lockerErrors.noneFree();
    return free;
  }
  const locker = await lockLocker(trx, libraryId, number);
  if (!locker) throw lockerErrors.notFound({ number }, { number: 'unknown' });
  if (await isOut(trx, locker.id)) throw lockerErrors.taken({ number }, { number: 'taken' });
  if (locker.outOfOrder) throw lockerErrors.outOfOrder({ number }, { number: 'taken' });
  return locker;
}
