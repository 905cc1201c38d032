import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { rewriteMessage, selectPageTexts, updateClaim, updateFile, updateNamed } from '../data/page-posts.queries.ts';
import { selectLinkIds } from '../data/pages.queries.ts';
import { takeBackLinksTo } from './take-back-links.ts';

/**
 * Takes somebody who is forgotten out of what was left on pages of partners whom the caller holds; a mail that was not sent to them yet is
 * taken back. Documents stay as they came: staff remove them one by one.
 * @param masked takes them out of a text
 */
export async function maskPages(
  trx: Tx,
  ctx: Ctx,
  partnerIds: readonly number[],
  { masked, email }: { masked: (text: string) => string; email: string },
): Promise<void> {
  const links = await selectLinkIds(trx, partnerIds);
  if (links.length === 0) return;
  /** A text that must say something says at least that something stood there. */
  const said = (text: string): string => masked(text).trim() || '…';
  const { files, messages, named, claims } = await selectPageTexts(trx, links);
  for (const file of files)
    await updateFile(trx, file.id, { name: said(file.name), words: masked(file.words), answer: masked(file.answer) });
  for (const message of messages) await rewriteMessage(trx, message.id, said(message.text));
  for (const one of named) {
    const name = masked(one.name).trim();
    // of whom something was taken out, nothing is kept by which they are reached
    const reach = name === one.name ? { phone: one.phone, email: one.email } : { phone: '', email: '' };
    await updateNamed(trx, one.id, {
      ...{ name: one.name && (name || '…'), role: said(one.role), answer: masked(one.answer) },
      ...reach,
    });
  }
  for (const claim of claims)
    await updateClaim(trx, claim.id, { words: said(claim.words), answer: masked(claim.answer) });
  await takeBackLinksTo(trx, ctx, partnerIds, email);
}
