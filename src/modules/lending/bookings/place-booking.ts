import { authorize, serves } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { violatedExclusion, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { getItemsForLoan, findItemByBarcode, type ItemForLoan } from '#modules/collection/catalog';
import { lockInOrder, policyFor } from '#modules/lending/circulation';
import { calendarOf, getLibrary, isOpenOn, nextOpenDate } from '#modules/ground/libraries';
import { blockHolds, isExpired, noteActivity, type LoanMember } from '#modules/people/members';
import { addDays, formatDate, formatInstant, localDate } from '#shared/dates';
import type { Booking } from './client.ts';
import {
  findBooking,
  findSet,
  insertBooking,
  loanedUntil,
  selectSpansOf,
  setAsideUntil,
  type NewBooking,
} from './data/bookings.queries.ts';
import { copiesOfTitle, firstFree } from './any-copy.ts';
import { bookingErrors } from './errors.ts';
import { promisedWithin } from './list-bookable.ts';
import { closedEdge } from './rules/closed-edge.ts';
import { fitToBook } from './rules/fit-to-book.ts';
import { lengthInARow } from './rules/in-a-row.ts';
import { bookingInput, type BookingInput } from './schema.ts';

const DAY = 86_400_000;
/** So far after the period an open day is looked for. */
const LOOK_AHEAD_DAYS = 60;
/** So many bookings of one copy a reader may have ahead; a desk that knows why may make more. */
const MOST_AHEAD = 3;

/**
 * Promises copies to a member for a period; of a set all or none. Needs `bookings.place` at their library, or the member's own
 * session. Of a title, the first copy that is free then (any-copy.ts). Locks the member and the copies in their order; the exclusion constraint is the last guard, so that of many
 * who want one copy at one time one has it.
 * Refuses `bookings.unknown_member`, `unknown_barcode`, `set_not_found`, `not_bookable`, `none_free`, `item_unfit`, `taken`, `on_loan_then`,
 * `member_blocked`, `too_long`, `in_a_row`, `too_many`, and `library_closed` (`library_stays_closed`) for a period that begins or ends on a day on which the library does not open.
 */
export async function placeBooking(ctx: Ctx, input: BookingInput): Promise<Booking> {
  return ctx.db.transaction().execute(async (trx) => bookIn(trx, ctx, input));
}

/** The same in the transaction of the caller, which is over when it is refused. */
export async function bookIn(trx: Tx, ctx: Ctx, input: BookingInput): Promise<Booking> {
  const wanted = parseInput(bookingInput, input);
  const { actor } = ctx;
  const memberNumber = actor.kind === 'member' ? actor.number : (wanted.memberNumber ?? '');
  if (actor.kind === 'member' && wanted.memberNumber !== undefined && wanted.memberNumber !== memberNumber) {
    throw platformErrors.forbidden({ permission: 'bookings.place' });
  }
  const now = ctx.clock.now();
  if (wanted.endsAt <= now) throw platformErrors.invalidInput({}, { endsAt: 'past' });
  const { startsAt, endsAt, purpose, bibId } = wanted;
  const seen = bibId ? await copiesOfTitle(trx, ctx, { ...wanted, bibId }) : await copiesOf(trx, wanted);
  if (!bibId) await refusePlace(trx, ctx, seen, wanted);
  const { members, items } = await lockInOrder(trx, {
    memberNumbers: [memberNumber],
    barcodes: seen.map(({ barcode }) => barcode),
  });
  const member = members.get(memberNumber);
  if (!member || !serves(actor, 'bookings.place', member.homeLibraryId)) {
    throw bookingErrors.unknownMember({ number: memberNumber }, { memberNumber: 'unknown' });
  }
  const locked = seen.map(({ barcode }) => {
    const item = items.get(barcode);
    if (!item) throw bookingErrors.unknownBarcode({ barcode });
    return item;
  });
  const judge = async (item: ItemForLoan): Promise<void> => {
    const { timeZone } = await getLibrary({ db: trx }, item.libraryId);
    refuseMember(member, localDate(now, timeZone));
    await refuseUnfit(trx, ctx, { item, member, timeZone, startsAt, endsAt });
  };
  const copies = bibId
    ? [
        await firstFree(locked, async (item) => {
          await refusePlace(trx, ctx, [item], wanted);
          await judge(item);
          const taken = await promisedWithin(trx, item.id, { from: startsAt, until: endsAt });
          if (taken) throw bookingErrors.taken({ title: item.title, barcode: item.barcode });
        }),
      ]
    : locked;
  if (!bibId) for (const item of copies) await judge(item);
  const libraryId = copies[0]?.libraryId ?? 0;
  const barcodes = copies.map(({ barcode }) => barcode);
  const placed = { placedAt: now, placedBy: actorName(actor) };
  const id = await insertFree(trx, { memberId: member.id, libraryId, startsAt, endsAt, purpose, ...placed }, copies);
  await noteActivity(trx, ctx, member);
  await recordAudit(trx, ctx, {
    action: 'booking.placed',
    entity: 'booking',
    entityId: id,
    subjectId: member.id,
    libraryId,
    after: { memberNumber: member.number, itemBarcodes: barcodes, startsAt, endsAt },
  });
  const booking = await findBooking(trx, id);
  if (!booking) throw bookingErrors.notFound();
  return booking;
}

/** Copies that are booked together stand in one library, where one may book, and which opens at both ends. */
async function refusePlace(
  trx: Tx,
  ctx: Ctx,
  copies: readonly ItemForLoan[],
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
): Promise<void> {
  const [first] = copies;
  if (!first) throw platformErrors.invalidInput({}, { itemBarcodes: 'required' });
  const { libraryId } = first;
  if (copies.some((copy) => copy.libraryId !== libraryId)) {
    throw platformErrors.invalidInput({}, { itemBarcodes: 'one_library' });
  }
  if (ctx.actor.kind !== 'member') authorize(ctx, 'bookings.place', libraryId);
  const { timeZone } = await getLibrary({ db: trx }, libraryId);
  await refuseClosed(trx, ctx, { libraryId, timeZone, startsAt, endsAt });
}

async function insertFree(trx: Tx, booking: NewBooking, copies: readonly ItemForLoan[]): Promise<number> {
  try {
    return await insertBooking(
      trx,
      booking,
      copies.map((copy) => copy.id),
    );
  } catch (error) {
    if (violatedExclusion(error) !== 'booking_no_overlap') throw error;
    throw bookingErrors.taken({ title: copies.map((copy) => copy.title).join(', ') });
  }
}

/** The copies that are asked for, each once, in the order in which they are locked. */
async function copiesOf(
  trx: Tx,
  { itemBarcodes, setId }: { itemBarcodes: readonly string[]; setId?: number | null | undefined },
): Promise<ItemForLoan[]> {
  const set = setId ? await findSet(trx, setId) : undefined;
  if (setId && !set) throw bookingErrors.setNotFound({}, { setId: 'unknown' });
  const ids = new Set<number>();
  for (const barcode of set ? set.items.map((item) => item.barcode) : itemBarcodes) {
    const item = await findItemByBarcode(trx, barcode);
    if (!item) throw bookingErrors.unknownBarcode({ barcode }, { itemBarcodes: 'unknown' });
    ids.add(item.id);
  }
  return (await getItemsForLoan(trx, [...ids])).toSorted((a, b) => a.id - b.id);
}

function refuseMember(member: LoanMember, today: string): void {
  const blocked = member.blocks.some((block) => blockHolds(block, today));
  if (member.status !== 'active' || blocked || isExpired(member.expiresOn, today)) {
    throw bookingErrors.memberBlocked({ name: member.fullName });
  }
}

async function refuseClosed(
  trx: Tx,
  ctx: Ctx,
  about: { libraryId: number; timeZone: string; startsAt: Date; endsAt: Date },
): Promise<void> {
  const { libraryId, timeZone, startsAt, endsAt } = about;
  const until = addDays(localDate(endsAt, timeZone), LOOK_AHEAD_DAYS);
  const calendar = await calendarOf(trx, libraryId, localDate(startsAt, timeZone), until);
  const edge = closedEdge({ startsAt, endsAt }, timeZone, (date) => isOpenOn(calendar, date));
  if (edge === null) return;
  const next = nextOpenDate(calendar, edge.date);
  const say = (date: string): string => formatDate(date, ctx.locale, 'full');
  const fields = { [edge.field]: 'closed_day' };
  if (next === null) throw bookingErrors.libraryStaysClosed({ dateText: say(edge.date) }, fields);
  throw bookingErrors.libraryClosed({ dateText: say(edge.date), nextText: say(next) }, fields);
}

async function refuseUnfit(
  trx: Tx,
  ctx: Ctx,
  about: { item: ItemForLoan; member: LoanMember; timeZone: string; startsAt: Date; endsAt: Date },
): Promise<void> {
  const { item, member, startsAt, endsAt, timeZone } = about;
  const { title, barcode } = item;
  const keys = { libraryId: item.libraryId, categoryId: member.categoryId, itemType: item.itemType };
  const policy = await policyFor(trx, keys);
  if (!policy.bookable) throw bookingErrors.notBookable({ title });
  const days = policy.maxBookingDays ?? Infinity;
  if (endsAt.getTime() - startsAt.getTime() > days * DAY) {
    throw bookingErrors.tooLong({ days }, { endsAt: 'too_late' });
  }
  const own = await selectSpansOf(trx, { memberId: member.id, itemId: item.id });
  if (lengthInARow({ startsAt, endsAt }, own) > days * DAY) {
    throw bookingErrors.inARow({ title, days }, { endsAt: 'too_late' });
  }
  if (ctx.actor.kind === 'member' && own.length >= MOST_AHEAD) throw bookingErrors.tooMany({ title, most: MOST_AHEAD });
  if (!fitToBook(item)) throw bookingErrors.itemUnfit({ title, barcode });
  const forProgramUntil = item.setAside === 'program' ? await setAsideUntil(trx, item.id) : null;
  if (forProgramUntil !== null && forProgramUntil > startsAt) throw bookingErrors.taken({ title, barcode });
  const due = await loanedUntil(trx, item.id);
  if (due !== null && due > startsAt) {
    throw bookingErrors.onLoanThen({ title, dueText: formatInstant(due, timeZone, ctx.locale) });
  }
}
