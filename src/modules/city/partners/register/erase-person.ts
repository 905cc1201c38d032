import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { withoutNamed } from '#shared/text/without-person';
import { selectContributionTexts, updateContribution } from '../data/contributions.queries.ts';
import { lockPartner, selectWithMerged, updatePartner } from '../data/partners.queries.ts';
import {
  clearReachOf,
  lockPerson,
  rewriteDuty,
  rewriteNote,
  rewritePartner,
  rewriteWish,
  selectPartnersOf,
  selectPeople,
  selectTextsOf,
  updatePerson,
} from '../data/people.queries.ts';
import { partnerErrors } from '../errors.ts';
import { rewriteMeetingTexts } from '../meetings/rewrite-texts.ts';
import { takeBackOfPartner, takeBackOfPerson } from '../meetings/take-back.ts';
import { endLinksOf } from '../pages/edit-links.ts';
import { maskPages } from '../pages/mask-pages.ts';
import { keysOf, type PartnerKeys } from '../rules/keys.ts';
import { partnerAt } from './living-partner.ts';
import { maskAgreements, maskMails, saidOf } from './mask-texts.ts';

/**
 * Forgets somebody of a partner (UU 27/2022): name and how they are reached go, also where others wrote them, in mails and in the words of agreements; what they were there, what was
 * agreed and what was done together stays true. It is not taken back. Needs `partners.manage`. Throws `partners.person_not_found`,
 * `platform.version_conflict` where they come to another partner in the same moment.
 */
export async function erasePerson(ctx: Ctx, id: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const { partners, keys } = await forgetPerson(trx, ctx, id);
    // whoever stands in the register for themselves goes from there, too
    for (const one of partners) {
      const own = await lockPartner(trx, one);
      if (own?.kind !== 'person' || own.name === '' || !isThem(keysOf(own), keys)) continue;
      await endLinksOf(trx, ctx, own);
      await updatePartner(trx, one, { ...BLANK, state: 'archived', changedAt: ctx.clock.now() });
      await recordAudit(trx, ctx, {
        ...{ action: 'partner.erased', entity: 'partner', entityId: one, libraryId: own.libraryId },
      });
    }
  });
}

/** Partners with all that was merged into them, held until the transaction ends, in the order of their numbers: nobody writes of them meanwhile. */
async function heldWithMerged(trx: Tx, ids: readonly number[]): Promise<number[]> {
  const all = await selectWithMerged(trx, ids);
  for (const one of all) await lockPartner(trx, one);
  return all;
}

/** @returns the partners where they are or were, and by what they were known */
async function forgetPerson(trx: Tx, ctx: Ctx, id: number): Promise<{ partners: number[]; keys: PartnerKeys }> {
  const partners = await heldWithMerged(trx, await selectPartnersOf(trx, id));
  const held = await lockPerson(trx, id);
  if (!held || held.erasedAt !== null) throw partnerErrors.personNotFound();
  // a part in a partner that nobody holds came meanwhile: whoever asks looks again
  if ((await selectPartnersOf(trx, id)).some((one) => !partners.includes(one))) throw platformErrors.versionConflict();
  await rewriteTexts(trx, ctx, partners, held);
  // texts of what waits to be told may name them too
  await takeBackOfPerson(trx, ctx, id);
  for (const one of partners) await takeBackOfPartner(trx, ctx, one);
  const keys = keysOf({ ...held, site: '' });
  await clearReachOf(trx, partners, keys);
  await updatePerson(trx, id, {
    ...{ name: '', phone: '', email: '', consentOn: null, consentHow: '', erasedAt: ctx.clock.now() },
  });
  await recordAudit(trx, ctx, {
    ...{ action: 'partner_person.erased', entity: 'partner_person', entityId: id, libraryId: null },
  });
  return { partners, keys };
}

/** Whether two are one, as far as the register can tell. */
const isThem = (one: PartnerKeys, other: PartnerKeys): boolean =>
  one.nameKey === other.nameKey ||
  (one.phoneKey !== '' && one.phoneKey === other.phoneKey) ||
  (one.emailKey !== '' && one.emailKey === other.emailKey);

/** What is left of a partner who is a person and is forgotten. */
const BLANK = {
  ...{
    name: '',
    address: '',
    phone: '',
    email: '',
    site: '',
    about: '',
    aboutEn: '',
    story: '',
    storyEn: '',
    offer: '',
  },
  ...{ nameKey: '', phoneKey: '', emailKey: '', siteKey: '', namedOn: null },
};

/** Takes a name, a number and an address out of what was written about partners. */
async function rewriteTexts(
  trx: Tx,
  ctx: Ctx,
  partnerIds: readonly number[],
  { name, phone, email }: { name: string; phone: string; email: string },
): Promise<void> {
  const who = { names: [name], words: email === '' ? [] : [email], phones: phone === '' ? [] : [phone] };
  await maskMails(trx, partnerIds, who, email);
  if (partnerIds.length === 0) return;
  await maskAgreements(trx, partnerIds, who);
  const masked = (text: string): string => withoutNamed(text, who);
  const said = (text: string): string => saidOf(text, who);
  const { notes, wishes, partners, duties } = await selectTextsOf(trx, partnerIds);
  for (const note of notes)
    await rewriteNote(trx, note.id, { text: said(note.text), nextStep: note.nextStep && said(note.nextStep) });
  for (const wish of wishes)
    await rewriteWish(trx, wish.id, { text: said(wish.text), answer: wish.answer && said(wish.answer) });
  for (const { id: partnerId, about, aboutEn, story, storyEn, offer } of partners)
    await rewritePartner(trx, partnerId, {
      about: masked(about),
      aboutEn: masked(aboutEn),
      story: masked(story),
      storyEn: masked(storyEn),
      offer: masked(offer),
    });
  for (const duty of duties) await rewriteDuty(trx, duty.id, said(duty.text));
  for (const { id, what, whatEn, valueBasis, voidReason, evidence } of await selectContributionTexts(trx, partnerIds))
    await updateContribution(trx, id, {
      ...{ what: said(what), whatEn: masked(whatEn), evidence: masked(evidence) },
      ...{ valueBasis: valueBasis && said(valueBasis), voidReason: voidReason && said(voidReason) },
    });
  await rewriteMeetingTexts(trx, partnerIds, { masked, said });
  await maskPages(trx, ctx, partnerIds, { masked, email });
}

/**
 * The same for a partner who is a person: nobody stands in the register under that name any more, and the partner is archived. Needs
 * `partners.manage`. Throws `partners.not_found`, `partners.merged`, `partners.state_forbids` (an organisation is nobody),
 * `platform.version_conflict`.
 */
export async function erasePartner(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await partnerAt(trx, id, version);
    if (held.kind !== 'person' || held.name === '') throw partnerErrors.stateForbids({ state: held.state });
    const partners = await heldWithMerged(trx, [id]);
    for (const one of partners) await takeBackOfPartner(trx, ctx, one);
    await rewriteTexts(trx, ctx, partners, held);
    await endLinksOf(trx, ctx, held);
    // whoever offered help stands there as the one who is reached, too
    const own = keysOf(held);
    for (const person of await selectPeople(trx, id))
      if (!person.erased && isThem(keysOf({ ...person, site: '' }), own)) await forgetPerson(trx, ctx, person.id);
    const blank = { ...BLANK, changedAt: ctx.clock.now() };
    // what was merged into them bore the same name
    for (const one of partners)
      await updatePartner(trx, one, one === id ? { ...blank, state: 'archived' } : { ...blank, kind: 'person' });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.erased', entity: 'partner', entityId: id, libraryId: held.libraryId },
    });
  });
}
