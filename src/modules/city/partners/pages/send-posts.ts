import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import {
  countWaitingMessages,
  countWaitingNamed,
  insertClaim,
  insertMessage,
  insertNamed,
} from '../data/page-posts.queries.ts';
import { selectPageDuties } from '../data/pages.queries.ts';
import { partnerErrors } from '../errors.ts';
import { MOST_WAITING } from '../rules/page-terms.ts';
import { onPage, type PageKey } from './held-link.ts';
import { claimInput, namedInput, pageMessage, type ClaimInput, type NamedInput } from './schema.ts';

const ABOUT = { entity: 'partner' } as const;

/** A partner writes to the library. Throws `partners.link_not_found`, `page_full`, `platform.too_many_requests`, `platform.invalid_input`. */
export async function writeOnPage(ctx: Ctx, key: PageKey, input: { text: string }): Promise<void> {
  const { text } = parseInput(pageMessage, input);
  await onPage(ctx, key, 'messages', async (trx, { link, partner, asPartner }) => {
    if ((await countWaitingMessages(trx, link.id)) >= MOST_WAITING.messages) throw partnerErrors.pageFull();
    const id = await insertMessage(trx, { linkId: link.id, side: 'theirs', text, writtenAt: ctx.clock.now() });
    await recordAudit(trx, asPartner, {
      ...{ action: 'partner_page.written', ...ABOUT, entityId: partner.id, libraryId: partner.libraryId },
      after: { link: link.id, message: id },
    });
  });
}

/**
 * A partner names somebody who stands for them and, as they say, agreed to it; staff take them in. Throws `partners.link_not_found`,
 * `page_full`, `platform.too_many_requests`, `platform.invalid_input`.
 */
export async function nameOnPage(ctx: Ctx, key: PageKey, input: NamedInput): Promise<void> {
  const { name, role, phone, email } = parseInput(namedInput, input);
  const now = ctx.clock.now();
  const consentOn = localDate(now, await networkZone(ctx.db));
  await onPage(ctx, key, 'people', async (trx, { link, partner, asPartner }) => {
    if ((await countWaitingNamed(trx, link.id)) >= MOST_WAITING.people) throw partnerErrors.pageFull();
    const id = await insertNamed(trx, {
      ...{ linkId: link.id, name, role, phone, email, consentOn, state: 'waiting', sentAt: now },
    });
    // who it is stands in the row, from which it can go
    await recordAudit(trx, asPartner, {
      ...{ action: 'partner_page.named', ...ABOUT, entityId: partner.id, libraryId: partner.libraryId },
      after: { link: link.id, named: id },
    });
  });
}

/**
 * A partner says that an obligation of theirs is kept: it stays open until staff confirm it. Throws `partners.link_not_found`,
 * `duty_not_found` (also for one of others, of ours, or that is kept), `claimed_twice`, `platform.too_many_requests`, `platform.invalid_input`.
 */
export async function claimOnPage(ctx: Ctx, key: PageKey, input: ClaimInput): Promise<void> {
  const { dutyId, words } = parseInput(claimInput, input);
  await onPage(ctx, key, 'duties', async (trx, { link, partner, asPartner }) => {
    const duty = (await selectPageDuties(trx, link)).find(({ id }) => id === dutyId);
    if (duty?.side !== 'theirs' || duty.doneOn !== null) throw partnerErrors.dutyNotFound();
    const row = { linkId: link.id, dutyId, words, state: 'waiting', sentAt: ctx.clock.now() };
    const id = await insertClaim(trx, row);
    if (id === null) throw partnerErrors.claimedTwice();
    await recordAudit(trx, asPartner, {
      ...{ action: 'partner_page.claimed', ...ABOUT, entityId: partner.id, libraryId: partner.libraryId },
      after: { link: link.id, claim: id, dutyId },
    });
  });
}
