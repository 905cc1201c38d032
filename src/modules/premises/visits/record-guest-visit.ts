import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import type { RecordedVisit } from './client.ts';
import { answer, instantOf, libraryOf, minutesAfter, viaOf, writeVisit } from './count-visit.ts';
import { findByNonce, lockGuest, updateGuest, type NewVisit } from './data/visits.queries.ts';
import { visitErrors } from './errors.ts';
import {
  groupVisitInput,
  guestDetailsInput,
  guestVisitInput,
  type GroupVisitInput,
  type GuestDetailsInput,
  type GuestVisitInput,
} from './schema.ts';

/** So long after the tap a guest may say more. */
const DETAILS_MINUTES = 10;

/** Counts somebody without a card by what they tap; the name is optional. Needs `visits.record` at the library. */
export const recordGuestVisit = async (ctx: Ctx, input: GuestVisitInput): Promise<RecordedVisit> =>
  ctx.db.transaction().execute(async (trx) => recordGuestVisitWithin(trx, ctx, input));

/** The same inside a transaction that is already open. */
export async function recordGuestVisitWithin(trx: Tx, ctx: Ctx, input: GuestVisitInput): Promise<RecordedVisit> {
  const { libraryId, at, name, ...facts } = parseInput(guestVisitInput, input);
  return countOnce(trx, ctx, libraryId, at, { kind: 'guest', guestName: name, ...facts });
}

/** Counts a group by heads. Needs `visits.record` at the library. */
export async function recordGroupVisit(ctx: Ctx, input: GroupVisitInput): Promise<RecordedVisit> {
  const { libraryId, at, ...facts } = parseInput(groupVisitInput, input);
  return ctx.db.transaction().execute(async (trx) => countOnce(trx, ctx, libraryId, at, { kind: 'group', ...facts }));
}

/** A visit that only its nonce tells from the next one. */
async function countOnce(
  trx: Tx,
  ctx: Ctx,
  libraryId: number,
  askedAt: Date | undefined,
  facts: Omit<NewVisit, 'libraryId' | 'at' | 'countedUntil' | 'via'>,
): Promise<RecordedVisit> {
  authorize(ctx, 'visits.record', libraryId);
  const at = instantOf(ctx, askedAt);
  const library = await libraryOf({ ...ctx, db: trx }, libraryId);
  const visit = { ...facts, libraryId, at, countedUntil: minutesAfter(at, 1), via: viaOf(ctx) };
  const row = await writeVisit(trx, ctx, visit);
  const { id, people } = row ?? (await countedBefore(trx, visit.nonce ?? ''));
  return answer(trx, library, at, { id, people, outcome: row ? 'recorded' : 'repeated', nickname: null });
}

async function countedBefore(trx: Tx, nonce: string): Promise<{ id: number; people: number }> {
  const before = await findByNonce(trx, nonce);
  if (!before) throw new Error('a visit was refused as counted, but none is found');
  return before;
}

/**
 * What a guest says after the tap, if they like: sex, occupation, purpose, name. Needs `visits.record` at the library of the visit.
 * Throws `visits.not_found`, and `visits.too_late` after ten minutes.
 */
export async function addGuestDetails(ctx: Ctx, input: GuestDetailsInput): Promise<void> {
  const { nonce, sex = null, occupation = null, purpose = null, name } = parseInput(guestDetailsInput, input);
  authorizeAnywhere(ctx, 'visits.record');
  await ctx.db.transaction().execute(async (trx) => {
    const visit = await lockGuest(trx, nonce);
    if (!visit) throw visitErrors.notFound();
    authorize(ctx, 'visits.record', visit.libraryId);
    if (minutesAfter(visit.at, DETAILS_MINUTES) < ctx.clock.now()) throw visitErrors.tooLate();
    await updateGuest(trx, visit.id, { sex, occupation, purpose, guestName: name });
    await recordAudit(trx, ctx, {
      action: 'visit.completed',
      entity: 'visit',
      entityId: visit.id,
      libraryId: visit.libraryId,
    });
  });
}
