import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import { withdrawGuestMessages } from '#modules/people/notifications';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { lockAgreement } from '../data/agreements.queries.ts';
import {
  insertLink,
  moveLinks,
  selectBrought,
  selectOpenLinks,
  selectOpenResults,
  updateLink,
} from '../data/pages.queries.ts';
import { partnerErrors } from '../errors.ts';
import { livingPartner } from '../register/living-partner.ts';
import { inOrder } from '../rules/page-terms.ts';
import { openLinkAt } from './held-link.ts';
import { newLinkCode } from './link-code.ts';
import { linkInput, sectionsInput, type LinkInput } from './schema.ts';

const ABOUT = { entity: 'partner' } as const;

/** Under which mails with a link are taken back. */
export const aboutLink = (id: number): string => `partner_link:${id}`;

/**
 * Makes a link to a page of a partner: for one agreement that was sent or signed, or for all. Needs `partners.manage`. Throws
 * `partners.not_found`, `merged`, `state_forbids` (only who carries the library has one), `agreement_not_found`, `agreement_forbids`,
 * `link_twice`, `platform.invalid_input`. @returns its id
 */
export async function makeLink(ctx: Ctx, partnerId: number, input: LinkInput): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { agreementId, sections } = parseInput(linkInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const { state, name, libraryId } = await livingPartner(trx, partnerId);
    if (state !== 'active' || name === '') throw partnerErrors.stateForbids({ state });
    if (agreementId !== null) {
      const agreement = await lockAgreement(trx, agreementId);
      if (agreement?.partnerId !== partnerId) throw partnerErrors.agreementNotFound();
      if (agreement.state !== 'sent' && agreement.state !== 'signed')
        throw partnerErrors.agreementForbids({ state: agreement.state });
    }
    const id = await insertLink(trx, {
      ...{ partnerId, agreementId, whole: agreementId === null, code: newLinkCode(), sections: inOrder(sections) },
      ...{ createdAt: ctx.clock.now(), createdBy: actorName(ctx.actor) },
    });
    if (id === null) throw partnerErrors.linkTwice();
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_link.made', ...ABOUT, entityId: partnerId, libraryId },
      after: { link: id, agreementId, sections: inOrder(sections).join(' ') },
    });
    return id;
  });
}

/** Changes what a page shows and takes. Needs `partners.manage`. Throws `partners.link_not_found`, `link_ended`, `platform.version_conflict`, `platform.invalid_input`. */
export async function changeLink(
  ctx: Ctx,
  id: number,
  { version, ...input }: { version: number; sections: LinkInput['sections'] },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const sections = inOrder(parseInput(sectionsInput, input).sections);
  await ctx.db.transaction().execute(async (trx) => {
    const { link, partner } = await openLinkAt(trx, id, version);
    await updateLink(trx, id, { sections });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_link.changed', ...ABOUT, entityId: partner.id, libraryId: partner.libraryId },
      before: { link: id, sections: inOrder(link.sections).join(' ') },
      after: { sections: sections.join(' ') },
    });
  });
}

/**
 * Gives a page another address: the old one opens nothing from this moment on, a mail that was not sent yet is taken back, and what was left
 * there stays. Needs `partners.manage`. Throws `partners.link_not_found`, `link_ended`, `platform.version_conflict`.
 */
export async function renewLink(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const renewedOn = localDate(ctx.clock.now(), await networkZone(ctx.db));
  await ctx.db.transaction().execute(async (trx) => {
    const { partner } = await openLinkAt(trx, id, version);
    // nobody was sent the new one, and nobody has opened it
    await updateLink(trx, id, { code: newLinkCode(), renewedOn, sentOn: null, openedOn: null });
    await withdrawGuestMessages(trx, ctx, aboutLink(id));
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_link.renewed', ...ABOUT, entityId: partner.id, libraryId: partner.libraryId },
      after: { link: id },
    });
  });
}

/** Closes a page for good; what was left there stays for staff. Needs `partners.manage`. Throws `partners.link_not_found`, `link_ended`, `platform.version_conflict`. */
export async function endLink(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const { partner } = await openLinkAt(trx, id, version);
    await endHeld(trx, ctx, [id], partner);
  });
}

async function endHeld(
  trx: Tx,
  ctx: Ctx,
  ids: readonly number[],
  partner: { id: number; libraryId: number },
): Promise<void> {
  for (const id of ids) {
    await updateLink(trx, id, { endedAt: ctx.clock.now(), endedBy: actorName(ctx.actor) });
    await withdrawGuestMessages(trx, ctx, aboutLink(id));
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_link.ended', ...ABOUT, entityId: partner.id, libraryId: partner.libraryId },
      after: { link: id },
    });
  }
}

/** Closes all pages of a partner whom the caller holds: they are put away or forgotten. */
export async function endLinksOf(trx: Tx, ctx: Ctx, partner: { id: number; libraryId: number }): Promise<void> {
  const open = await selectOpenLinks(trx, partner.id, false);
  await endHeld(
    trx,
    ctx,
    open.map(({ id }) => id),
    partner,
  );
}

/**
 * Takes the pages of a partner along who goes into another one, while what both have is still theirs (both are held by the caller). One for an
 * agreement goes on opening, for it shows that agreement as before; what it shows as given is taken out where the other one brings any. One for
 * all that the one who goes had is closed, and that of the one who stays where anything comes: else each would open what nobody agreed to show
 * to whoever holds it.
 */
export async function mergeLinks(
  trx: Tx,
  ctx: Ctx,
  drop: { id: number; libraryId: number },
  keep: { id: number; libraryId: number },
): Promise<void> {
  const [brings, has] = [await selectBrought(trx, drop.id), await selectBrought(trx, keep.id)];
  await endWhole(trx, ctx, drop);
  if (brings.anything) await endWhole(trx, ctx, keep);
  if (has.given) await hideResults(trx, ctx, drop);
  if (brings.given) await hideResults(trx, ctx, keep);
  await moveLinks(trx, drop.id, keep.id);
}

async function endWhole(trx: Tx, ctx: Ctx, partner: { id: number; libraryId: number }): Promise<void> {
  const open = await selectOpenLinks(trx, partner.id, true);
  await endHeld(
    trx,
    ctx,
    open.map(({ id }) => id),
    partner,
  );
}

/** Takes what was given out of pages for one agreement; one that showed nothing else is closed. */
async function hideResults(trx: Tx, ctx: Ctx, partner: { id: number; libraryId: number }): Promise<void> {
  for (const { id, sections } of await selectOpenResults(trx, partner.id)) {
    const left = inOrder(sections.filter((section) => section !== 'results'));
    if (left.length === 0) {
      await endHeld(trx, ctx, [id], partner);
      continue;
    }
    await updateLink(trx, id, { sections: left });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_link.changed', ...ABOUT, entityId: partner.id, libraryId: partner.libraryId },
      before: { sections: sections.join(' ') },
      after: { link: id, sections: left.join(' ') },
    });
  }
}
