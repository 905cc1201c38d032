import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorize } from '#platform/rights/authorize';
import { insertLetters } from './data/letters.queries.ts';
import { findByKey, insertMailing, insertText, lockMailing } from './data/mailings.queries.ts';
import { mailingErrors } from './errors.ts';
import type { MailText } from './rules/compose-mail.ts';
import { UNSUBSCRIBE } from './rules/terms.ts';
import { deliveriesInput, mailingInput, type DeliveryInput, type MailingInput } from './schema.ts';

const saysHow = ({ html, text }: MailText): boolean => html.includes(UNSUBSCRIBE) && text.includes(UNSUBSCRIBE);

/**
 * Makes a mailing that waits for its addresses; under a key that is known already it is that one. Needs `news.send` at its library.
 * Throws `mailings.no_way_out` where a text does not say how one unsubscribes.
 */
export async function makeMailing(trx: Tx, ctx: Ctx, input: MailingInput): Promise<number> {
  const { texts, ...row } = parseInput(mailingInput, input);
  authorize(ctx, 'news.send', row.libraryId);
  if (!saysHow(texts.id) || (texts.en && !saysHow(texts.en))) throw mailingErrors.noWayOut();
  const id = await insertMailing(trx, { ...row, createdAt: ctx.clock.now() });
  if (id === null) {
    const known = await findByKey(trx, row.key);
    if (known === null) throw mailingErrors.notFound();
    return known;
  }
  await insertText(trx, id, 'id', texts.id);
  if (texts.en) await insertText(trx, id, 'en', texts.en);
  const { key, libraryId } = row;
  await recordAudit(trx, ctx, {
    ...{ action: 'mailing.made', entity: 'mailing', entityId: id, libraryId },
    after: { key, subject: texts.id.subject },
  });
  return id;
}

/**
 * Adds those to whom it goes, while it is prepared; to an address that has it already nothing is added, so that whoever was interrupted
 * begins anew. @returns how many it added. Throws `mailings.not_found`, `mailings.not_possible`.
 */
export async function addDeliveries(trx: Tx, mailingId: number, rows: readonly DeliveryInput[]): Promise<number> {
  const letters = parseInput(deliveriesInput, rows);
  const held = await lockMailing(trx, mailingId);
  if (!held) throw mailingErrors.notFound();
  if (held.state !== 'preparing') throw mailingErrors.notPossible();
  return insertLetters(trx, { mailingId, nextAttemptAt: held.startAt }, letters);
}
