import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { findContribution, lockContribution, type LockedContribution } from '../data/contributions.queries.ts';
import type { LockedPartner } from '../data/partners.queries.ts';
import { partnerErrors } from '../errors.ts';
import { livingPartner } from '../register/living-partner.ts';
import type { ContributionState } from '../rules/contribution.ts';
import type { Contribution } from './shown.ts';

/** A contribution that is held, with its partner, and how it looks. */
export interface HeldContribution {
  held: LockedContribution;
  partner: LockedPartner;
  shown: Contribution;
}

/**
 * Holds a contribution and its partner as an editor saw it, in one of some states. Needs `partners.manage` at its library. Throws
 * `partners.contribution_not_found`, `partners.merged`, `platform.version_conflict`, `partners.contribution_forbids`.
 */
export async function contributionAt(
  trx: Tx,
  ctx: Ctx,
  { id, version, from }: { id: number; version: number; from: readonly ContributionState[] },
): Promise<HeldContribution> {
  authorizeAnywhere(ctx, 'partners.manage');
  const seen = await findContribution(trx, id);
  if (!seen) throw partnerErrors.contributionNotFound();
  authorize(ctx, 'partners.manage', seen.libraryId);
  // the partner first, as whoever merges does
  const partner = await livingPartner(trx, seen.partnerId);
  const held = await lockContribution(trx, id);
  // read once more under the locks: what was waited for may have changed it, or given it a letter
  const shown = await findContribution(trx, id);
  if (!held || !shown) throw partnerErrors.contributionNotFound();
  authorize(ctx, 'partners.manage', held.libraryId);
  if (held.version !== version) throw platformErrors.versionConflict();
  if (!from.includes(held.state)) throw partnerErrors.contributionForbids({ state: held.state });
  return { held, partner, shown };
}

/** Throws `partners.contribution_receipted` while a letter about it holds: it says what it says. */
export function checkWithoutLetter({ receipt, thanks }: Pick<Contribution, 'receipt' | 'thanks'>): void {
  const letter = [receipt, thanks].find((one) => one !== null && !one.isRevoked);
  if (letter) throw partnerErrors.contributionReceipted({ number: letter.number });
}

/** Fields of which each is given once, by the indexes that hold it. */
const ONCE: Readonly<Record<string, string>> = {
  contribution_gift: 'donationId',
  contribution_spoke: 'speakerId',
  contribution_room: 'sessionId',
};

/** Does some work; throws `partners.contribution_taken` where a gift, a speaker or a room was given by somebody already. */
export async function givenOnce<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const field = ONCE[violatedUnique(error) ?? ''];
    if (field === undefined) throw error;
    throw partnerErrors.contributionTaken({}, { [field]: 'taken' });
  }
}
