import { recordAudit } from '#modules/ground/audit';
import { issueReceipt, issueThanksFor, receiptPdf, thanksPdf } from '#modules/lending/letters';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { findGift } from '../data/contribution-ties.queries.ts';
import { updateContribution } from '../data/contributions.queries.ts';
import { partnerErrors } from '../errors.ts';
import { contributionAt, type HeldContribution } from './held-contribution.ts';
import { daysInWords, receiptLines, thanksInWords } from './letter-words.ts';
import { getContribution } from './view-contributions.ts';

interface Seen {
  id: number;
  version: number;
}

/** What came, of somebody who has a name, and whose letter is not there. */
async function heldWithout(trx: Tx, ctx: Ctx, seen: Seen, which: 'receipt' | 'thanks'): Promise<HeldContribution> {
  const found = await contributionAt(trx, ctx, { ...seen, from: ['received'] });
  const letter = found.shown[which];
  if (letter && !letter.isRevoked) throw partnerErrors.contributionLettered({ number: letter.number });
  if (found.partner.name === '') throw partnerErrors.stateForbids({ state: found.partner.state });
  return found;
}

/**
 * Issues the receipt of what came: numbered, and anybody can verify it; from then on it does not change. One that was taken back is issued
 * anew. Needs `partners.manage` at its library. Throws `partners.contribution_not_found`, `contribution_forbids`, `contribution_lettered`,
 * `state_forbids` (who is forgotten), `merged`, `platform.version_conflict`. @returns id of the letter
 */
export async function issueContributionReceipt(ctx: Ctx, seen: Seen): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  return ctx.db.transaction().execute(async (trx) => receiptWithin(trx, ctx, seen));
}

/** The same in a transaction that is open. */
export async function receiptWithin(trx: Tx, ctx: Ctx, seen: Seen): Promise<number> {
  const { held, partner, shown } = await heldWithout(trx, ctx, seen, 'receipt');
  const letterId = await issueReceipt(trx, ctx, {
    ...{ libraryId: held.libraryId, fullName: partner.name, lines: receiptLines(shown) },
  });
  await note(trx, ctx, held, { receiptLetterId: letterId });
  return letterId;
}

/**
 * Issues a letter of thanks for what came. Books that are a gift of the register are thanked for there, with their titles, unless that letter
 * was taken back. Needs `partners.manage` at its library. Throws `partners.contribution_not_found`, `contribution_forbids`,
 * `contribution_lettered`, `contribution_thanked_by_gift`, `state_forbids` (who is forgotten), `merged`, `platform.version_conflict`.
 * @returns id of the letter
 */
export async function thankForContribution(ctx: Ctx, seen: Seen): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  return ctx.db.transaction().execute(async (trx) => thankWithin(trx, ctx, seen));
}

/** The same in a transaction that is open. */
export async function thankWithin(trx: Tx, ctx: Ctx, seen: Seen): Promise<number> {
  const { held, partner, shown } = await heldWithout(trx, ctx, seen, 'thanks');
  const gift = held.donationId === null ? undefined : await findGift(trx, held.donationId);
  if (gift && !gift.isLetterRevoked) throw partnerErrors.contributionThankedByGift({ number: gift.number });
  const letterId = await issueThanksFor(trx, ctx, {
    ...{ libraryId: held.libraryId, fullName: partner.name, address: partner.address },
    ...{ givenOn: daysInWords(shown), said: thanksInWords(shown) },
  });
  await note(trx, ctx, held, { thanksLetterId: letterId });
  return letterId;
}

async function note(
  trx: Tx,
  ctx: Ctx,
  { id, libraryId }: HeldContribution['held'],
  letter: { receiptLetterId: number } | { thanksLetterId: number },
): Promise<void> {
  await updateContribution(trx, id, { ...letter, changedAt: ctx.clock.now() });
  await recordAudit(trx, ctx, {
    action: 'receiptLetterId' in letter ? 'contribution.receipted' : 'contribution.thanked',
    ...{ entity: 'contribution', entityId: id, libraryId, after: letter },
  });
}

const LETTERS = { receipt: receiptPdf, thanks: thanksPdf };

/** A letter about a contribution as PDF, also one that was taken back, which says so. Needs `partners.manage` at its library. Throws `partners.contribution_not_found`, `partners.contribution_letter_not_found`. */
export async function contributionLetterPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  { id, which, origin }: { id: number; which: keyof typeof LETTERS; origin: string },
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const letter = (await getContribution(ctx, id))[which];
  if (!letter) throw partnerErrors.contributionLetterNotFound();
  return LETTERS[which](ctx, config, letter.letterId, origin);
}
