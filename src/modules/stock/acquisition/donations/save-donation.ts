import type { Library } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import { insertBook, lockDonation } from '../data/donations.queries.ts';
import { donationInput, givenBookInput } from './donation-schema.ts';
import { acquisitionErrors } from '../errors.ts';
import { acceptLocked, thankLocked, writeDonation } from './write-donation.ts';

/** A gift as it stands somewhere else; ids are of this network. */
export interface PastDonation {
  library: Pick<Library, 'id' | 'code' | 'timeZone'>;
  donorName: string;
  donorAddress: string;
  donorContact: string;
  note: string;
  /** `accepted`: so many are kept; null = not decided yet. */
  books: readonly {
    title: string;
    author: string | null;
    copies: number;
    accepted: number | null;
    declinedReason: string | null;
  }[];
  thanked: boolean;
}

/** A gift of this moment brought in, within the caller's transaction, which answers for the permission. */
export async function saveDonation(trx: Tx, ctx: Ctx, past: PastDonation): Promise<number> {
  const { library, books, thanked, ...given } = past;
  const receivedOn = localDate(ctx.clock.now(), library.timeZone);
  const id = await writeDonation(trx, ctx, library, parseInput(donationInput, { ...given, receivedOn }));
  const donation = await lockDonation(trx, id);
  if (!donation) throw acquisitionErrors.donationNotFound();
  for (const { accepted, declinedReason, ...book } of books) {
    const bookId = await insertBook(trx, { ...parseInput(givenBookInput, book), donationId: id });
    if (accepted === null) continue;
    await acceptLocked(trx, ctx, donation, { bookId, accepted, declinedReason, itemType: 'umum' });
  }
  if (thanked) await thankLocked(trx, ctx, donation);
  return id;
}
