import { recordAudit } from '#modules/ground/audit';
import { keepLivingBibs } from '#modules/collection/catalog';
import { getLibrary } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { addDays, localDate } from '#shared/dates';
import type { OwnRequest } from '../client.ts';
import { endRequest, findBoxState, findRequest, insertRequest, lockRequest } from '../data/requests.queries.ts';
import { bulkLoanErrors } from '../errors.ts';
import { requestInput, type RequestInput } from '../schema.ts';

/** A box is asked for within a year. */
const MOST_DAYS = 366;

/** How the trace names a request: at the library that is asked. */
export const requestEntity = ({ id, libraryId }: { id: number; libraryId: number }) => ({
  entity: 'bulk_loan_request' as const,
  entityId: id,
  libraryId,
});

/**
 * Asks a library for a box of books, in the transaction of a module above, which has checked who may ask for that unit. Refuses
 * `bulk_loans.cannot_be_asked`, `platform.invalid_input`. @returns the id of the request
 */
export async function askForBox(trx: Tx, ctx: Ctx, receiverLibraryId: number, input: RequestInput): Promise<number> {
  const { libraryId, wishes, ...asked } = parseInput(requestInput, input);
  const library = await getLibrary({ db: trx }, libraryId);
  if (!library.active || libraryId === receiverLibraryId)
    throw bulkLoanErrors.cannotBeAsked({}, { libraryId: 'unknown' });
  const today = localDate(ctx.clock.now(), library.timeZone);
  if (asked.startsOn < today) throw platformErrors.invalidInput({}, { startsOn: 'past' });
  if (asked.dueOn > addDays(today, MOST_DAYS)) throw platformErrors.invalidInput({}, { dueOn: 'day_out_of_reach' });
  const living = await keepLivingBibs(
    trx,
    wishes.flatMap(({ bibId }) => bibId ?? []),
  );
  const own = { receiverLibraryId, askedBy: actorName(ctx.actor), askedAt: ctx.clock.now() };
  const id = await insertRequest(
    trx,
    { ...asked, ...own, libraryId },
    wishes.map(({ bibId, title }) => ({ title, bibId: living.get(bibId ?? 0) ?? null })),
  );
  await recordAudit(trx, ctx, {
    ...{ action: 'bulk_loan_request.asked', ...requestEntity({ id, libraryId }) },
    after: { receiverLibraryId, titles: wishes.length, startsOn: asked.startsOn, dueOn: asked.dueOn },
  });
  return id;
}

/** Takes a request back that nobody answered, in the transaction of a module above, which has checked who may. Refuses `bulk_loans.request_not_found`, `request_answered`. */
export async function withdrawRequest(trx: Tx, ctx: Ctx, id: number): Promise<void> {
  const held = await lockRequest(trx, id);
  if (!held) throw bulkLoanErrors.requestNotFound();
  if (held.state !== 'asked') throw bulkLoanErrors.requestAnswered();
  await endRequest(trx, id, { state: 'withdrawn', answeredAt: ctx.clock.now(), answeredBy: actorName(ctx.actor) });
  await recordAudit(trx, ctx, { action: 'bulk_loan_request.withdrawn', ...requestEntity(held) });
}

/** The same of a request that may have been answered meanwhile: then nothing is done. @returns whether it was taken back */
export async function dropRequest(trx: Tx, ctx: Ctx, id: number): Promise<boolean> {
  if ((await lockRequest(trx, id))?.state !== 'asked') return false;
  await withdrawRequest(trx, ctx, id);
  return true;
}

/** A request with how its box stands, for a module above, which has checked who may see it; null: there is none. */
export async function requestWithBox({ db }: { db: Db | Tx }, id: number): Promise<OwnRequest | null> {
  const found = await findRequest(db, id);
  if (!found) return null;
  const box = found.bulkLoanId === null ? undefined : await findBoxState(db, found.bulkLoanId);
  return { ...found, box: box ? { ...box, copies: Number(box.copies) } : null };
}
