import type { Tx } from '#platform/database/db';
import { withoutNamed, type Named } from '#shared/text/without-person';
import { rewriteAgreement, selectAgreementTexts } from '../data/agreements.queries.ts';
import { rewriteMail, selectMailTexts } from '../data/mails.queries.ts';

/** A text that must say something says at least that something stood there. */
export const saidOf = (text: string, who: Named): string => withoutNamed(text, who).trim() || '…';

/**
 * Takes somebody out of the words of agreements with these partners. What was signed stays as it came: that file is taken away for itself
 * (`removeAgreementFile`). Who signed for us is somebody of ours unless it is that very name.
 */
export async function maskAgreements(trx: Tx, partnerIds: readonly number[], who: Named): Promise<void> {
  const whole = { names: [], words: who.names };
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
export async function maskMails(trx: Tx, partnerIds: readonly number[], who: Named, email: string): Promise<void> {
  for (const { id, ...texts } of await selectMailTexts(trx, partnerIds, email.toLowerCase())) {
    const { fromName, fromAddress } = texts;
    const isTheirs = withoutNamed(fromName, { names: [], words: who.names }) !== fromName;
    const named = isTheirs && fromAddress !== '' ? { ...who, words: [...who.words, fromAddress] } : who;
    const masked = (text: string): string => withoutNamed(text, named);
    await rewriteMail(trx, id, {
      ...{ fromName: masked(fromName), fromAddress: masked(fromAddress), toLine: masked(texts.toLine) },
      ...{ subject: masked(texts.subject), body: masked(texts.body) },
    });
  }
}
