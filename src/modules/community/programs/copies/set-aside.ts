import { recordAudit } from '#modules/ground/audit';
import { promisedWithin } from '#modules/lending/bookings';
import { lockItemByBarcode, setAside, type ItemForLoan } from '#modules/collection/catalog';
import { readersWaitFor } from '#modules/lending/circulation';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import { z } from 'zod';
import type { Program } from '../client.ts';
import {
  countCopiesAside,
  insertCopiesAside,
  selectCopiesAside,
  selectFreeCopies,
  setFetched,
  type CopyAside,
} from '../data/copies.queries.ts';
import { selectReadings } from '../data/reading.queries.ts';
import { selectSessions } from '../data/sessions.queries.ts';
import { managed } from '../planning/edit-programs.ts';
import { programErrors } from '../errors.ts';
import { releaseCopies } from './release-copies.ts';
import { isOver } from '../rules/states.ts';
import { getProgram } from '../planning/view-programs.ts';

const MOST = 200;
const asideInput = z
  .object({
    bibId: z.number().int().positive(),
    /** Null: for the whole programme. */
    sessionId: z.number().int().positive().nullable().default(null),
    /** So many of those on the shelf, or … */
    count: z.number().int().min(1).max(MOST).optional(),
    /** … these. */
    barcodes: z.array(z.string().trim().min(1).max(100)).min(1).max(MOST).optional(),
  })
  .refine(({ count, barcodes }) => (count === undefined) !== (barcodes === undefined), {
    path: ['count'],
    message: 'required',
  });
export type AsideInput = z.input<typeof asideInput>;
type Wanted = z.output<typeof asideInput>;

/**
 * Sets copies of a record of the reading list aside at the library of the programme, until the end of the session or of the last one: all that
 * are asked for, or none. Locks the programme, the copies by id, then the queue of the record, so that of programmes and desks that want the
 * last copy at one moment one has it; readers who wait are not overtaken. Needs `programs.manage` there. Refuses `programs.not_found`, `session_not_found`,
 * `unknown_record` (not in that list), `copies_too_late`, `too_few_copies`, `copy_not_free`, `readers_wait`. @returns the copies
 */
export const setCopiesAside = async (ctx: Ctx, programId: number, input: AsideInput): Promise<CopyAside[]> =>
  ctx.db.transaction().execute(async (trx) => setCopiesAsideIn(trx, ctx, programId, input));

/** The same in the transaction of the caller, which is over when it is refused. */
export async function setCopiesAsideIn(trx: Tx, ctx: Ctx, programId: number, input: AsideInput): Promise<CopyAside[]> {
  const program = await managed(trx, ctx, programId);
  const wanted = parseInput(asideInput, input);
  const { bibId, sessionId } = wanted;
  const until = await endOfDays(trx, program, sessionId);
  const now = ctx.clock.now();
  if (isOver(program.state) || program.isTemplate || until === null || until <= now) {
    throw programErrors.copiesTooLate();
  }
  const listed = await selectReadings(trx, programId);
  if (!listed.some((one) => one.bibId === bibId && one.sessionId === sessionId)) throw programErrors.unknownRecord();
  const items = await lockFree(trx, program, wanted, { from: now, until });
  const today = localDate(now, program.library.timeZone);
  const waited = await readersWaitFor(trx, items, today);
  if (waited) throw programErrors.readersWait({ title: waited.title });
  const itemIds = items.map((item) => item.id);
  await insertCopiesAside(trx, { programId, sessionId, itemIds, at: now });
  for (const id of itemIds) await setAside(trx, id, 'program');
  await recordAudit(trx, ctx, {
    action: 'program.copies_set_aside',
    entity: 'program',
    entityId: programId,
    libraryId: program.library.id,
    after: { itemBarcodes: items.map((item) => item.barcode), sessionId },
  });
  return (await selectCopiesAside(trx, programId, { bibId, sessionId })).filter((copy) =>
    itemIds.includes(copy.itemId),
  );
}

async function endOfDays(trx: Tx, program: Program, sessionId: number | null): Promise<Date | null> {
  if (sessionId === null) return program.endsAt;
  const [session] = await selectSessions(trx, { id: sessionId });
  if (session?.programId !== program.id) throw programErrors.sessionNotFound();
  return session.endsAt;
}

/** The copies that are asked for, locked; one that another has taken a moment ago makes room for the next. */
async function lockFree(
  trx: Tx,
  { library }: Program,
  { bibId, count, barcodes }: Wanted,
  period: { from: Date; until: Date },
): Promise<ItemForLoan[]> {
  const shelf = await selectFreeCopies(trx, { bibIds: [bibId], libraryId: library.id });
  const missing = barcodes?.find((barcode) => !shelf.some((copy) => copy.barcode === barcode));
  if (missing !== undefined) throw programErrors.copyNotFree({ barcode: missing });
  const asked = barcodes ? shelf.filter((copy) => barcodes.includes(copy.barcode)) : shelf;
  const most = count ?? asked.length;
  const items: ItemForLoan[] = [];
  for (const { barcode } of asked) {
    if (items.length === most) break;
    const item = await lockItemByBarcode(trx, barcode);
    const free =
      item?.status === 'available' && !item.onLoan && item.setAside === null && item.libraryId === library.id;
    if (free && !(await promisedWithin(trx, item.id, period))) items.push(item);
    else if (barcodes) throw programErrors.copyNotFree({ barcode });
  }
  if (items.length < most) throw programErrors.tooFewCopies({ free: items.length }, { count: 'too_many' });
  return items;
}

/** Frees one copy before its day. Needs `programs.manage` at the library of the programme. Again, nothing changes. */
export const releaseCopy = async (ctx: Ctx, programId: number, id: number): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const program = await managed(trx, ctx, programId);
    await releaseCopies(trx, ctx, program, { which: { ids: [id] }, how: 'released' });
  });

/** Writes down that copies were taken from the shelf to the room, or (`fetched` false) that they were not. Needs `programs.manage` there. */
export const markFetched = async (
  ctx: Ctx,
  programId: number,
  ids: readonly number[],
  fetched: boolean,
): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const program = await managed(trx, ctx, programId);
    const copies = await selectCopiesAside(trx, programId, { ids });
    const changed = copies.filter((copy) => (copy.fetchedAt !== null) !== fetched);
    if (changed.length === 0) return;
    const changedIds = changed.map((copy) => copy.id);
    await setFetched(trx, changedIds, fetched ? ctx.clock.now() : null);
    await recordAudit(trx, ctx, {
      action: fetched ? 'program.copies_fetched' : 'program.copies_put_back',
      entity: 'program',
      entityId: programId,
      libraryId: program.library.id,
      after: { itemBarcodes: changed.map((copy) => copy.barcode) },
    });
  });

/** What is set aside for a programme now, in the order of the shelves. Needs `programs.manage` at its library. */
export async function listCopiesAside(
  ctx: Pick<Ctx, 'actor'> & { db: Db | Tx },
  programId: number,
): Promise<CopyAside[]> {
  const { library } = await getProgram(ctx, programId);
  authorize(ctx, 'programs.manage', library.id);
  return selectCopiesAside(ctx.db, programId);
}

/** How many copies wait in the room of a programme, by record and session. Open as the programme is. */
export async function copiesInRoom(
  ctx: Pick<Ctx, 'actor'> & { db: Db | Tx },
  programId: number,
): Promise<{ bibId: number; sessionId: number | null; count: number }[]> {
  await getProgram(ctx, programId);
  return countCopiesAside(ctx.db, programId);
}
