import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { floatItem, type ItemForLoan } from '#modules/collection/catalog';
import { getLibrary } from '#modules/ground/libraries';
import { addDays, localDate, type LocalDate } from '#shared/dates';
import type { Hold, Transit, TransitReason } from '../client.ts';
import { uncatchCopy } from '../holds/collect-hold.ts';
import { copyChoice } from './copy-choice.ts';
import { findHoldView, selectOnShelf } from '../data/hold-views.queries.ts';
import {
  arrivalFacts,
  categoryOf,
  findHold,
  lockQueue,
  selectQueue,
  type HoldChanges,
  type HoldRow,
} from '../data/holds.queries.ts';
import { selectPolicies } from '../data/policies.queries.ts';
import { programOfCopy, type CopyProgram } from '../data/program-copies.queries.ts';
import { findOpenTransit, findTransitView, insertTransit } from '../data/transits.queries.ts';
import { circulationErrors } from '../errors.ts';
import { tellWaiting } from '../holds/keep-longer.ts';
import { ANYONE, doneBy, lendingCalendar } from '../lend-support.ts';
import { alterHold, alterTransit, putAside } from '../undo/note-changes.ts';
import { openDayFrom } from '../rules/lending-calendar.ts';
import { resolvePolicy, type PolicyRule } from '../rules/policies/resolve-policy.ts';
import { shelfEnd } from '../holds/stop-shelf.ts';

/** Where a copy in somebody's hands goes now. */
export type Placement =
  /** Back to its place. */
  | { kind: 'shelf' }
  /** It is kept for a member who collects it here. */
  | { kind: 'hold_shelf'; hold: Hold }
  /** Into the box for another library; with the hold that it travels for. */
  | { kind: 'to_library'; transit: Transit; hold: Hold | null };

/** Where a copy goes that came in at a desk. */
export type DeskPlacement =
  | Placement
  /** It belongs to a box of a bulk loan that stands in another unit: whether it is taken back or sent there is for the desk to say. */
  | { kind: 'bulk_loan'; unit: { id: number; code: string; name: string } }
  /** Into the room of a programme, for which it is set aside. */
  | { kind: 'program'; program: CopyProgram };

/** A copy, locked and not on loan, and where it is. */
export interface Arrival {
  item: ItemForLoan;
  libraryId: number;
  /** It comes from its own shelf, and not out of the hands of a reader or a box: who gets it stands on the list of what to fetch. */
  fromShelf?: boolean;
}

/**
 * A copy has come in at a library, from a reader, a shelf or a box: a journey that ends here is received, one that does not goes on;
 * a copy that is free serves the next in the queue, or goes home. Scanning it again changes nothing more. The copy's lock makes sure
 * that of two desks only one decides.
 */
export const placeCopy = async (trx: Tx, ctx: Ctx, arrival: Arrival): Promise<Placement> =>
  place(trx, ctx, arrival, await arrivalFacts(trx, arrival.item));

/** The same at the ordinary desk, which does not send a copy of a bulk loan to its unit unasked, nor gives to others what is set aside for a programme. */
export async function placeAtDesk(trx: Tx, ctx: Ctx, arrival: Arrival): Promise<DeskPlacement> {
  const { item, libraryId } = arrival;
  const program = item.setAside === 'program' ? await programOfCopy(trx, item.id) : null;
  if (program) return { kind: 'program', program };
  const facts = await arrivalFacts(trx, item);
  const travels = facts.transitId !== null || facts.holdId !== null;
  if (item.ownerLibraryId === null || item.libraryId === libraryId || travels) return place(trx, ctx, arrival, facts);
  const { id, code, name } = await getLibrary({ db: trx }, item.libraryId);
  return { kind: 'bulk_loan', unit: { id, code, name } };
}

type Facts = Awaited<ReturnType<typeof arrivalFacts>>;
async function place(trx: Tx, ctx: Ctx, arrival: Arrival, facts: Facts): Promise<Placement> {
  const { item, libraryId } = arrival;
  if (facts.holdId !== null && item.status !== 'available') return placeUnfit(trx, ctx, arrival);
  if (facts.transitId !== null) return travelled(trx, ctx, arrival);
  const hold = facts.holdId === null ? undefined : await findHold(trx, facts.holdId);
  if (hold?.pickupLibraryId === libraryId) return { kind: 'hold_shelf', hold: await viewOf(trx, ctx, hold.id) };
  if (hold) return sendFor(trx, ctx, arrival, hold);
  return settle(trx, ctx, arrival, facts.hasQueue);
}

/** In repair, or damaged: who was to get it waits for another copy, and it goes its way without them. */
async function placeUnfit(trx: Tx, ctx: Ctx, { item, libraryId }: Arrival): Promise<Placement> {
  const setAside = await uncatchCopy(trx, ctx, item);
  const freed: Arrival = { item: { ...item, setAside }, libraryId };
  return setAside === 'in_transit' ? travelled(trx, ctx, freed) : settle(trx, ctx, freed, false);
}

async function travelled(trx: Tx, ctx: Ctx, arrival: Arrival): Promise<Placement> {
  const { item, libraryId } = arrival;
  const transit = await findOpenTransit(trx, item.id);
  if (!transit) return settle(trx, ctx, arrival, true);
  const now = ctx.clock.now();
  const hold = transit.holdId === null ? undefined : await findHold(trx, transit.holdId);
  if (transit.toLibraryId === libraryId) {
    await alterTransit(trx, ctx, transit, { receivedAt: now, receivedBy: doneBy(ctx).name });
    await trace(trx, ctx, 'transit.received', transit.id, libraryId, { itemBarcode: item.barcode });
    if (hold?.status === 'in_transit') return keep(trx, ctx, arrival, hold);
    return settle(trx, ctx, arrival, true);
  }
  // scanned where it lies ready: it still has to go
  if (transit.sentAt === null && transit.fromLibraryId === libraryId) {
    return toLibrary(trx, ctx, transit.id, transit.holdId);
  }
  await alterTransit(trx, ctx, transit, { cancelledAt: now });
  if (hold?.status === 'in_transit') return sendFor(trx, ctx, arrival, hold);
  if (transit.reason === 'moved')
    return send(trx, ctx, arrival, { to: transit.toLibraryId, reason: 'moved', hold: null });
  return settle(trx, ctx, arrival, true);
}

/** The copy is free: who is next, or where does it belong? */
export async function settle(trx: Tx, ctx: Ctx, arrival: Arrival, hasQueue: boolean): Promise<Placement> {
  const { item, libraryId } = arrival;
  const elsewhere = item.libraryId !== libraryId;
  if (!elsewhere && !hasQueue) {
    if (item.setAside !== null) await putAside(trx, ctx, item, null);
    return { kind: 'shelf' };
  }
  const rules = await selectPolicies(trx);
  if (hasQueue && item.status === 'available') {
    const caught = await catchNext(trx, ctx, arrival, rules);
    if (caught) return caught;
  }
  if (elsewhere) {
    const { policy } = resolvePolicy(rules, { libraryId, categoryId: ANYONE, itemType: item.itemType });
    const stays = policy.floating && (await floatItem(trx, ctx, item.id, libraryId));
    if (!stays) return send(trx, ctx, arrival, { to: item.libraryId, reason: 'home', hold: null });
  }
  if (item.setAside !== null) await putAside(trx, ctx, item, null);
  return { kind: 'shelf' };
}

async function catchNext(trx: Tx, ctx: Ctx, arrival: Arrival, rules: readonly PolicyRule[]): Promise<Placement | null> {
  const { item, libraryId, fromShelf = false } = arrival;
  const [, shelved, queue] = await Promise.all([
    lockQueue(trx, item.bibId),
    selectOnShelf(trx, item.bibId),
    selectQueue(trx, item.bibId),
  ]);
  const copy = { ...item, at: libraryId, inHand: !(fromShelf && libraryId === item.libraryId) };
  const copies = [...shelved.filter(({ id }) => id !== item.id), copy];
  const choose = await copyChoice(trx, ctx, rules, copies.length === 1);
  const served = [...choose(queue, copies)].find(([, copyId]) => copyId === item.id);
  const hold = served && (await findHold(trx, served[0]));
  if (!hold) return null;
  return hold.pickupLibraryId === libraryId ? keep(trx, ctx, arrival, hold, rules) : sendFor(trx, ctx, arrival, hold);
}

/** Onto the shelf of the pick-up library, where the copy is, for as long as the policy says. */
async function keep(
  trx: Tx,
  ctx: Ctx,
  { item, libraryId }: Arrival,
  hold: HoldRow,
  rules?: readonly PolicyRule[],
): Promise<Placement> {
  const now = ctx.clock.now();
  const keepUntil = await lastDayOnShelf(trx, { now, rules }, hold, item);
  const changes: HoldChanges = {
    status: 'waiting',
    itemId: item.id,
    caughtAt: hold.caughtAt ?? now,
    waitingSince: now,
    keepUntil,
    suspendedAt: null,
    suspendedUntil: null,
  };
  // in this order
  await Promise.all([
    lockQueue(trx, item.bibId),
    alterHold(trx, ctx, hold, changes),
    putAside(trx, ctx, item, 'waiting'),
    trace(trx, ctx, 'hold.waiting', hold.id, libraryId, { itemBarcode: item.barcode, keepUntil }),
  ]);
  const view = await viewOf(trx, ctx, hold.id);
  await tellWaiting(trx, ctx, hold, { view, keepUntil, key: `${item.id}:${now.toISOString()}` });
  return { kind: 'hold_shelf', hold: view };
}

/** @param known.rules those of the network, where they are known already */
async function lastDayOnShelf(
  trx: Tx,
  { now, ...known }: { now: Date; rules: readonly PolicyRule[] | undefined },
  hold: HoldRow,
  item: ItemForLoan,
): Promise<LocalDate> {
  const { pickupLibraryId, memberId } = hold;
  const [rules, categoryId] = await Promise.all([known.rules ?? selectPolicies(trx), categoryOf(trx, memberId)]);
  const keys = { libraryId: pickupLibraryId, categoryId, itemType: item.itemType };
  const days = resolvePolicy(rules, keys).policy.holdShelfDays;
  const calendar = await lendingCalendar(trx, pickupLibraryId, now, { days });
  const since = localDate(now, calendar.timeZone);
  // nobody can collect on a closed day
  const base = openDayFrom(calendar, addDays(since, days - 1));
  return shelfEnd({ db: trx }, hold, { base, since });
}

/** On its way to where the member collects it. */
async function sendFor(trx: Tx, ctx: Ctx, arrival: Arrival, hold: HoldRow): Promise<Placement> {
  const { item, libraryId } = arrival;
  await lockQueue(trx, item.bibId);
  await alterHold(trx, ctx, hold, {
    status: 'in_transit',
    itemId: item.id,
    caughtAt: hold.caughtAt ?? ctx.clock.now(),
    waitingSince: null,
    keepUntil: null,
    suspendedAt: null,
    suspendedUntil: null,
  });
  await trace(trx, ctx, 'hold.caught', hold.id, libraryId, { itemBarcode: item.barcode });
  return send(trx, ctx, arrival, { to: hold.pickupLibraryId, reason: 'hold', hold: hold.id });
}

/** Lays a copy ready for the next box to a library. */
export async function send(
  trx: Tx,
  ctx: Ctx,
  { item, libraryId }: Arrival,
  journey: { to: number; reason: TransitReason; hold: number | null },
): Promise<Placement & { kind: 'to_library' }> {
  const id = await insertTransit(trx, {
    itemId: item.id,
    fromLibraryId: libraryId,
    toLibraryId: journey.to,
    reason: journey.reason,
    holdId: journey.hold,
    requestedAt: ctx.clock.now(),
    requestedBy: doneBy(ctx).name,
  });
  ctx.changes?.note('transit', id, null, { sentAt: null, receivedAt: null, cancelledAt: null, holdId: journey.hold });
  await putAside(trx, ctx, item, 'in_transit');
  const after = { itemBarcode: item.barcode, toLibraryId: journey.to, reason: journey.reason };
  await trace(trx, ctx, 'transit.requested', id, libraryId, after);
  return toLibrary(trx, ctx, id, journey.hold);
}

async function toLibrary(
  trx: Tx,
  ctx: Ctx,
  transitId: number,
  holdId: number | null,
): Promise<Placement & { kind: 'to_library' }> {
  const transit = await findTransitView(trx, transitId);
  if (!transit) throw circulationErrors.transitNotFound();
  return { kind: 'to_library', transit, hold: holdId === null ? null : await viewOf(trx, ctx, holdId) };
}

async function viewOf(trx: Tx, ctx: Ctx, holdId: number): Promise<Hold> {
  const view = await findHoldView(trx, holdId, ctx.clock.now());
  if (!view) throw circulationErrors.holdNotFound();
  return view;
}

const trace = async (
  trx: Tx,
  ctx: Ctx,
  action: string,
  entityId: number,
  libraryId: number,
  after: object,
): Promise<void> =>
  recordAudit(trx, ctx, { action, entity: action.split('.')[0] ?? action, entityId, libraryId, after });
