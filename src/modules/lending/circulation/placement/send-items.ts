import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { AppError } from '#platform/errors';
import { recordAudits } from '#modules/ground/audit';
import { findItemByBarcode, lockItemByBarcode, type ItemForLoan } from '#modules/collection/catalog';
import { getLibrary } from '#modules/ground/libraries';
import { formatDate, localDate } from '#shared/dates';
import type { Transit } from '../client.ts';
import { arrivalFacts } from '../data/holds.queries.ts';
import { programOfCopy } from '../data/program-copies.queries.ts';
import { findTransitView, markSent, selectReady } from '../data/transits.queries.ts';
import { circulationErrors } from '../errors.ts';
import { doneBy, inBulkLoan } from '../lend-support.ts';
import { lockInOrder } from '../lock-order.ts';
import { send } from './place-copy.ts';

/**
 * Lays a copy ready for another library, because staff want it there. Needs `transits.send` where it is. Refuses
 * `circulation.unknown_barcode`, `circulation.item_away`, `circulation.item_travels`, `circulation.item_kept`,
 * `circulation.item_in_bulk_loan`, `circulation.item_for_program`, `circulation.same_library`.
 * @param input.fromLibraryId where it is; else the desk's library, else where it belongs
 */
export async function sendItem(
  ctx: Ctx,
  input: { itemBarcode: string; toLibraryId: number; fromLibraryId?: number | null },
): Promise<Transit> {
  const seen = await findItemByBarcode(ctx.db, input.itemBarcode);
  if (!seen) throw circulationErrors.unknownBarcode({ barcode: input.itemBarcode });
  const libraryId = input.fromLibraryId ?? ctx.libraryId ?? seen.libraryId;
  authorize(ctx, 'transits.send', libraryId);
  if (libraryId === input.toLibraryId) throw circulationErrors.sameLibrary({}, { toLibrary: 'invalid' });
  await getLibrary(ctx, input.toLibraryId);
  return ctx.db.transaction().execute(async (trx) => {
    const item = await lockItemByBarcode(trx, seen.barcode);
    if (!item || item.onLoan || ['lost', 'missing', 'withdrawn'].includes(item.status)) {
      throw circulationErrors.itemAway({ barcode: seen.barcode, title: seen.title });
    }
    if (item.setAside === 'bulk_loan') throw inBulkLoan(item);
    if (item.setAside === 'program') throw await forProgram(trx, ctx, item);
    const facts = await arrivalFacts(trx, item);
    if (facts.transitId !== null) throw circulationErrors.itemTravels({ barcode: item.barcode, title: item.title });
    if (facts.holdId !== null) throw circulationErrors.itemKept({ barcode: item.barcode, title: item.title });
    const journey = { to: input.toLibraryId, reason: 'moved' as const, hold: null };
    return (await send(trx, ctx, { item, libraryId }, journey)).transit;
  });
}

async function forProgram(trx: Tx, { locale }: Ctx, { id, title }: ItemForLoan): Promise<AppError> {
  const program = await programOfCopy(trx, id);
  const onText = program?.until ? formatDate(localDate(program.until, program.library.timeZone), locale, 'full') : '';
  return circulationErrors.itemForProgram({ title, program: program?.title ?? '', onText });
}

export interface SendBoxInput {
  fromLibraryId: number;
  /** Only what goes there; null = everything that lies ready. */
  toLibraryId: number | null;
  /** Only these journeys; null = all. */
  ids: readonly number[] | null;
  /** What is written on the box. */
  box: string | null;
}
/** The box leaves: what lies ready is on the road from now on. Needs `transits.send` there. */
export async function sendBox(ctx: Ctx, input: SendBoxInput): Promise<Transit[]> {
  authorize(ctx, 'transits.send', input.fromLibraryId);
  return ctx.db.transaction().execute(async (trx) => {
    const box = input.box?.trim() ? input.box.trim().slice(0, 40) : null;
    const ready = await selectReady(trx, input);
    // whoever calls a journey off holds its copy: it leaves, or it stays
    await lockInOrder(trx, { barcodes: ready.map(({ barcode }) => barcode) });
    const { fromLibraryId } = input;
    const ids = ready.map(({ id }) => id);
    const sent = await markSent(trx, { fromLibraryId, ids, box, at: ctx.clock.now(), by: doneBy(ctx).name });
    await recordAudits(
      trx,
      ctx,
      sent.map(({ id, itemId, toLibraryId }) => ({
        action: 'transit.sent',
        entity: 'transit',
        entityId: id,
        libraryId: fromLibraryId,
        after: { itemId, toLibraryId, ...(box && { box }) },
      })),
    );
    const views = await Promise.all(sent.map(async ({ id }) => findTransitView(trx, id)));
    return views.filter((view) => view !== undefined);
  });
}
