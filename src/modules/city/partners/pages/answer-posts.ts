import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { settleDuty } from '../agreements/edit-duties.ts';
import { findClaim, findNamed, insertMessage, markSeen, updateClaim, updateNamed } from '../data/page-posts.queries.ts';
import { partnerErrors } from '../errors.ts';
import { savePerson } from '../register/edit-people.ts';
import { personInput } from '../schema.ts';
import { heldLink } from './held-link.ts';
import { answeredBy, waitingPost } from './held-post.ts';
import { answerWords, pageMessage, refusalWords } from './schema.ts';

const ABOUT = { entity: 'partner' } as const;

/** Writes to a partner on their page; what they wrote so far is seen to. Needs `partners.manage`. Throws `partners.link_not_found`, `link_ended`, `platform.invalid_input`. */
export async function writeToPartner(ctx: Ctx, linkId: number, input: { text: string }): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { text } = parseInput(pageMessage, input);
  const now = ctx.clock.now();
  await ctx.db.transaction().execute(async (trx) => {
    const { link, partner } = await heldLink(trx, linkId);
    // nobody would read it
    if (link.endedAt !== null || !link.sections.includes('messages')) throw partnerErrors.linkEnded();
    const by = { writtenAt: now, writtenBy: actorName(ctx.actor) };
    const id = await insertMessage(trx, { linkId, side: 'ours', text, ...by });
    await markSeen(trx, linkId, now);
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_page.answered', ...ABOUT, entityId: partner.id, libraryId: partner.libraryId },
      after: { link: linkId, message: id },
    });
  });
}

/** Says that what a partner wrote so far needs no answer. Needs `partners.manage`. Throws `partners.link_not_found`. */
export async function seeMessages(ctx: Ctx, linkId: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const { partner } = await heldLink(trx, linkId);
    if ((await markSeen(trx, linkId, ctx.clock.now())) === 0) return;
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_page.seen', ...ABOUT, entityId: partner.id, libraryId: partner.libraryId },
      after: { link: linkId },
    });
  });
}

/**
 * Takes somebody in whom a partner named: from now on they stand in the register, with what they are there, and their page shows them as it
 * calls them. Needs `partners.manage`. Throws `partners.post_not_found`, `answered_twice`, `state_forbids` (who is forgotten), `platform.version_conflict`.
 * @returns the id of the person
 */
export async function acceptNamed(ctx: Ctx, id: number, version: number): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  return ctx.db.transaction().execute(async (trx) => {
    const { post: named, partner } = await waitingPost(trx, findNamed, { id, version });
    // nobody stands behind one who is forgotten
    if (partner.name === '') throw partnerErrors.stateForbids({ state: partner.state });
    const isReached = named.phone !== '' || named.email !== '';
    const person = parseInput(personInput, {
      ...{ name: named.name, phone: named.phone, email: named.email },
      consentOn: isReached ? named.consentOn : null,
      consentHow: isReached ? m.partner_page_consent({}, { locale: 'id' }) : '',
    });
    const role = { role: named.role, fromOn: null, untilOn: null };
    const personId = await savePerson(trx, ctx, partner, person, role);
    await updateNamed(trx, id, {
      ...{ state: 'accepted', personId, name: '', phone: '', email: '', ...answeredBy(ctx) },
    });
    return personId;
  });
}

/** Does not take somebody in, and says why; how they are reached goes at once. Needs `partners.manage`. Throws `partners.post_not_found`, `answered_twice`, `platform.version_conflict`, `platform.invalid_input`. */
export async function declineNamed(
  ctx: Ctx,
  id: number,
  { version, ...input }: { version: number; answer: string },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { answer } = parseInput(refusalWords, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { post: named, partner } = await waitingPost(trx, findNamed, { id, version });
    await updateNamed(trx, id, { state: 'declined', phone: '', email: '', answer, ...answeredBy(ctx) });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_page.named_declined', ...ABOUT, entityId: partner.id, libraryId: partner.libraryId },
      after: { link: named.linkId, named: id },
    });
  });
}

/**
 * Confirms that a partner kept an obligation: it stands as kept in the agreement, as of today. Where staff noted so before, only the word is
 * settled. Needs `partners.manage`. Throws `partners.post_not_found`, `answered_twice`, `agreement_forbids`, `platform.version_conflict`,
 * `platform.invalid_input`.
 */
export async function confirmClaim(
  ctx: Ctx,
  id: number,
  { version, ...input }: { version: number; answer?: string | undefined },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { answer } = parseInput(answerWords, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { post: claim, partner } = await waitingPost(trx, findClaim, { id, version });
    await settleDuty(trx, ctx, { id: claim.dutyId, version: null, done: true });
    await updateClaim(trx, id, { state: 'confirmed', answer, ...answeredBy(ctx) });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_page.claim_confirmed', ...ABOUT, entityId: partner.id, libraryId: partner.libraryId },
      after: { link: claim.linkId, claim: id, dutyId: claim.dutyId },
    });
  });
}

/** Says why an obligation is not kept yet; it stays open. Needs `partners.manage`. Throws `partners.post_not_found`, `answered_twice`, `platform.version_conflict`, `platform.invalid_input`. */
export async function declineClaim(
  ctx: Ctx,
  id: number,
  { version, ...input }: { version: number; answer: string },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { answer } = parseInput(refusalWords, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { post: claim, partner } = await waitingPost(trx, findClaim, { id, version });
    await updateClaim(trx, id, { state: 'declined', answer, ...answeredBy(ctx) });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_page.claim_declined', ...ABOUT, entityId: partner.id, libraryId: partner.libraryId },
      after: { link: claim.linkId, claim: id, dutyId: claim.dutyId },
    });
  });
}
