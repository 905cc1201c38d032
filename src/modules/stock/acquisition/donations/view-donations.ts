import { z } from 'zod';
import { authorize, authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { thanksPdf } from '#modules/lending/letters';
import type { Config } from '#platform/config';
import type { Donation, DonationDetail } from '../client.ts';
import { findDonation, selectBooks, selectDonations } from '../data/donations.queries.ts';
import { acquisitionErrors } from '../errors.ts';

/** Gifts to the libraries of the actor, newest first. Needs `donations.manage`. */
export async function listDonations(
  ctx: Ctx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ data: Donation[]; next: string | null }> {
  authorizeAnywhere(ctx, 'donations.manage');
  const granted = grantedLibraries(ctx.actor, 'donations.manage');
  const [beforeId = null] = decodeCursor(cursor, z.tuple([z.number().int()])) ?? [];
  const page = { libraries: granted === 'all' ? null : granted, beforeId, limit };
  return toPage(await selectDonations(ctx.db, page), limit, ({ id }) => [id]);
}

/** One gift with its books. Needs `donations.manage` at its library. Throws `acquisition.donation_not_found`. */
export async function getDonation(ctx: Ctx, id: number): Promise<DonationDetail> {
  authorizeAnywhere(ctx, 'donations.manage');
  const donation = await findDonation(ctx.db, id);
  if (!donation) throw acquisitionErrors.donationNotFound();
  authorize(ctx, 'donations.manage', donation.library.id);
  return { ...donation, books: await selectBooks(ctx.db, id) };
}

/** The letter of thanks as PDF. Needs `donations.manage` at its library. Throws `acquisition.donation_open` while there is none. */
export async function thankYouPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  id: number,
  origin: string,
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const { letterId, number } = await getDonation(ctx, id);
  if (letterId === null) throw acquisitionErrors.donationOpen({ number });
  return thanksPdf(ctx, config, letterId, origin);
}
