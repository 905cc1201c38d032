import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { stripNameTitles } from '#shared/text/person-name';
import { withoutNamed, type Named } from '#shared/text/without-person';
import { rewriteAgreement, selectAgreementTexts } from '../data/agreements.queries.ts';
import { selectContributionTexts, updateContribution } from '../data/contributions.queries.ts';
import { rewriteMail, selectMailTexts } from '../data/mails.queries.ts';
import { rewriteDuty, rewriteNote, rewritePartner, rewriteWish, selectTextsOf } from '../data/people.queries.ts';
import { rewriteMeetingTexts } from '../meetings/rewrite-texts.ts';
import { maskPages } from '../pages/mask-pages.ts';

/** A text that must say something says at least that something stood there. */
const saidOf = (text: string, who: Named): string => withoutNamed(text, who).trim() || '…';

/**
 * Takes somebody out of the words of agreements with these partners. What was signed stays as it came: that file is taken away for itself
 * (`removeAgreementFile`). Who signed for us is somebody of ours unless it is that very name.
 */
async function maskAgreements(trx: Tx, partnerIds: readonly number[], who: Named): Promise<void> {
  // a single word that is left without titles is the name of many
  const bare = who.names.map(stripNameTitles).filter((name) => name.includes(' '));
  const whole = { names: [], words: [...who.names, ...bare] };
  for (const { id, title, titleEn, scope, scopeEn, endReason, ourSigner } of await selectAgreementTexts(
    trx,
    partnerIds,
  ))
    await rewriteAgreement(trx, id, {
      title: saidOf(title, who),
      titleEn: withoutNamed(titleEn, who),
      scope: withoutNamed(scope, who),
      scopeEn: withoutNamed(scopeEn, who),
      endReason: endReason && saidOf(endReason, who),
      ourSigner: withoutNamed(ourSigner, whole),
    });
}

/**
 * Takes somebody out of mails with these partners, and of those that wait and name their address. From where they wrote goes with their name, also where
 * the register never knew it. Files that came along stay as they are.
 */
async function maskMails(trx: Tx, partnerIds: readonly number[], who: Named, email: string): Promise<void> {
  const whole = { names: [], words: [...who.names, ...who.names.map(stripNameTitles)] };
  for (const { id, ...texts } of await selectMailTexts(trx, partnerIds, email.toLowerCase())) {
    const { fromName, fromAddress } = texts;
    const isTheirs = withoutNamed(fromName, whole) !== fromName;
    const named = isTheirs && fromAddress !== '' ? { ...who, words: [...who.words, fromAddress] } : who;
    const masked = (text: string): string => withoutNamed(text, named);
    await rewriteMail(trx, id, {
      ...{ fromName: masked(fromName), fromAddress: masked(fromAddress), toLine: masked(texts.toLine) },
      ...{ subject: masked(texts.subject), body: masked(texts.body) },
    });
  }
}

/** Takes a name, a number and an address out of what was written about partners. */
export async function rewriteTexts(
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
