import { recordAudit } from '#modules/ground/audit';
import { addCopiesWithin, findOrAddBibWithin } from '#modules/collection/catalog';
import { issueThanks } from '#modules/lending/letters';
import { getLibrary, type Library } from '#modules/ground/libraries';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { nextNumber } from '#platform/database/counters';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { formatDate, localDate } from '#shared/dates';
import { numberScope, renderNumber } from '#shared/number-pattern';
import type { z } from 'zod';
import { briefRecord } from '../orders/brief-record.ts';
import {
  insertBook,
  insertDonation,
  insertGivenItems,
  lockDonation,
  selectBooks,
  setDonationLetter,
  updateBook,
  type LockedDonation,
} from '../data/donations.queries.ts';
import {
  acceptanceInput,
  donationInput,
  givenBookInput,
  type AcceptanceInput,
  type DonationInput,
  type GivenBookInput,
} from './donation-schema.ts';
import { acquisitionErrors } from '../errors.ts';

/** `HB-KOTA-2026-0007`: of a library and year. */
const PATTERN = 'HB-{code}-{YYYY}-{seq:4}';

type DonationAct = 'donation.created' | 'donation.book_added' | 'donation.book_decided' | 'donation.thanked';
const trace = async (
  trx: Tx,
  ctx: Ctx,
  { id, libraryId }: Pick<LockedDonation, 'id' | 'libraryId'>,
  action: DonationAct,
  after: object,
) => recordAudit(trx, ctx, { action, entity: 'donation', entityId: id, libraryId, after });

async function lockOwn(trx: Tx, ctx: Ctx, id: number): Promise<LockedDonation> {
  const donation = await lockDonation(trx, id);
  if (!donation) throw acquisitionErrors.donationNotFound();
  authorize(ctx, 'donations.manage', donation.libraryId);
  return donation;
}

/** Somebody gives books: who, when, what. Needs `donations.manage` at the library that is given them. @returns the id */
export async function createDonation(ctx: Ctx, libraryId: number, input: DonationInput): Promise<number> {
  authorize(ctx, 'donations.manage', libraryId);
  const donation = parseInput(donationInput, input);
  const library = await getLibrary(ctx, libraryId);
  return ctx.db.transaction().execute(async (trx) => writeDonation(trx, ctx, library, donation));
}

/** The same inside a transaction that is already open; permission is the caller's affair. */
export async function writeDonation(
  trx: Tx,
  ctx: Ctx,
  library: Pick<Library, 'id' | 'code' | 'timeZone'>,
  donation: z.output<typeof donationInput>,
): Promise<number> {
  const now = ctx.clock.now();
  const given = { date: localDate(now, library.timeZone), values: { code: library.code } };
  const number = renderNumber(PATTERN, given, await nextNumber(trx, 'donation', numberScope(PATTERN, given)));
  const row = { ...donation, number, libraryId: library.id, createdAt: now, createdBy: actorName(ctx.actor) };
  const id = await insertDonation(trx, row);
  // the trail names no giver: it is kept longer than how the giver is reached
  await trace(trx, ctx, { id, libraryId: library.id }, 'donation.created', { number });
  return id;
}

/** One more title of a gift. Needs `donations.manage`. Throws `acquisition.donation_thanked` after the letter. @returns its id */
export async function addGivenBook(ctx: Ctx, donationId: number, input: GivenBookInput): Promise<number> {
  authorizeAnywhere(ctx, 'donations.manage');
  const book = parseInput(givenBookInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const donation = await lockOwn(trx, ctx, donationId);
    if (donation.letterId !== null) throw acquisitionErrors.donationThanked({ number: donation.number });
    const id = await insertBook(trx, { ...book, donationId });
    await trace(trx, ctx, donation, 'donation.book_added', { title: book.title, copies: book.copies });
    return id;
  });
}

/**
 * How many copies of a given book the library keeps; they become copies of its record (that of the same title, or made brief) with source
 * hibah. Fewer than were given needs a reason. Decided once. Needs `donations.manage`. Throws `acquisition.book_decided`,
 * `acquisition.line_not_found`, `platform.invalid_input`.
 */
export async function acceptGivenBook(
  ctx: Ctx,
  donationId: number,
  { bookId, ...input }: AcceptanceInput & { bookId: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'donations.manage');
  const decided = parseInput(acceptanceInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    await acceptLocked(trx, ctx, await lockOwn(trx, ctx, donationId), { bookId, ...decided });
  });
}

export async function acceptLocked(
  trx: Tx,
  ctx: Ctx,
  donation: LockedDonation,
  { bookId, accepted, declinedReason, itemType }: z.output<typeof acceptanceInput> & { bookId: number },
): Promise<void> {
  const book = (await selectBooks(trx, donation.id)).find(({ id }) => id === bookId);
  if (!book) throw acquisitionErrors.lineNotFound();
  if (book.accepted !== null) throw acquisitionErrors.bookDecided({ title: book.title });
  if (accepted > book.copies) throw platformErrors.invalidInput({}, { accepted: 'invalid' });
  if (accepted < book.copies && declinedReason === null) {
    throw platformErrors.invalidInput({}, { declinedReason: 'required' });
  }
  const bibId = accepted === 0 ? null : await findOrAddBibWithin(trx, ctx, briefRecord(book, ctx.clock.now()));
  await updateBook(trx, bookId, { accepted, declinedReason: accepted < book.copies ? declinedReason : null, bibId });
  if (bibId !== null) {
    const items = await addCopiesWithin(trx, ctx, {
      bibId,
      libraryId: donation.libraryId,
      itemType,
      copies: accepted,
      price: null,
      source: 'hibah',
      supplier: donation.donorName,
      acquiredOn: donation.receivedOn,
      status: 'in_processing',
    });
    await insertGivenItems(
      trx,
      bookId,
      items.map(({ id }) => id),
    );
  }
  await trace(trx, ctx, donation, 'donation.book_decided', { title: book.title, accepted, of: book.copies });
}

/**
 * The letter of thanks, once, when all books are decided: numbered, and anybody can verify it. Needs `donations.manage`. Throws
 * `acquisition.donation_thanked`, `acquisition.donation_open`.
 * @returns id of the letter
 */
export async function thankDonor(ctx: Ctx, donationId: number): Promise<number> {
  authorizeAnywhere(ctx, 'donations.manage');
  return ctx.db.transaction().execute(async (trx) => thankLocked(trx, ctx, await lockOwn(trx, ctx, donationId)));
}

export async function thankLocked(trx: Tx, ctx: Ctx, donation: LockedDonation): Promise<number> {
  if (donation.letterId !== null) throw acquisitionErrors.donationThanked({ number: donation.number });
  const books = await selectBooks(trx, donation.id);
  if (books.length === 0 || books.some(({ accepted }) => accepted === null)) {
    throw acquisitionErrors.donationOpen({ number: donation.number });
  }
  const letterId = await issueThanks(trx, ctx, {
    libraryId: donation.libraryId,
    fullName: donation.donorName,
    address: donation.donorAddress,
    givenOn: formatDate(donation.receivedOn, 'id'),
    books: books.flatMap(({ title, author, accepted }) =>
      accepted ? [{ title, author: author ?? '', copies: accepted }] : [],
    ),
  });
  await setDonationLetter(trx, donation.id, letterId);
  await trace(trx, ctx, donation, 'donation.thanked', { number: donation.number, letterId });
  return letterId;
}
