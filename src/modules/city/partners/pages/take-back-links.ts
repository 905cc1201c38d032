import { withdrawGuestMessages, withdrawGuestMessagesTo } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { selectLinkIds, selectLinksOfAgreement, updateLink } from '../data/pages.queries.ts';
import { aboutLink } from './edit-links.ts';

/** Takes back mails with links of partners, whom the caller holds, that were not sent yet to an address: whoever it was left, or is reached otherwise. */
export async function takeBackLinksTo(trx: Tx, ctx: Ctx, partnerIds: readonly number[], email: string): Promise<void> {
  if (email === '' || partnerIds.length === 0) return;
  for (const id of await selectLinkIds(trx, partnerIds))
    if (await withdrawGuestMessagesTo(trx, ctx, { about: aboutLink(id), to: email })) await notSent(trx, id);
}

/** The same of the link of an agreement, to whomever: it is over, or not on the table any more. */
export async function takeBackLinksOfAgreement(trx: Tx, ctx: Ctx, agreementId: number): Promise<void> {
  for (const id of await selectLinksOfAgreement(trx, agreementId))
    if (await withdrawGuestMessages(trx, ctx, aboutLink(id))) await notSent(trx, id);
}

/** What was to go out last did not: staff see it and send it anew. */
const notSent = async (trx: Tx, id: number) => updateLink(trx, id, { sentOn: null });
