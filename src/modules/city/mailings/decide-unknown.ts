import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { confirmLetters, lockLetters, mailingsOf, requeueLetters } from './data/letters.queries.ts';
import { updateState } from './data/mailings.queries.ts';
import { mailingErrors } from './errors.ts';
import { heldMailing } from './move-mailing.ts';
import type { Decision } from './rules/terms.ts';
import { decisionInput } from './schema.ts';

/**
 * What a person decides about mails of which nobody knows whether they arrived: each is sent again under the same message id, so that a
 * mail server that has it may drop the second, or counts as sent. All of them or none. Needs `news.send` at the libraries of their
 * mailings. Throws `mailings.not_found`, `mailings.not_possible` (one is not in doubt any more, or its mailing was called off),
 * `mailings.address_gone`.
 * @param only.mailingId they are of this mailing; another is not found here
 * @returns how many were decided
 */
export async function decideUnknown(
  ctx: Ctx,
  deliveryIds: readonly number[],
  decided: Decision,
  only: { mailingId?: number } = {},
): Promise<number> {
  authorizeAnywhere(ctx, 'news.send');
  const input = parseInput(decisionInput, { ids: [...deliveryIds], decision: decided });
  const { decision } = input;
  const ids = [...new Set(input.ids)];
  return ctx.db.transaction().execute(async (trx) => {
    const mailings = [];
    for (const id of await mailingsOf(trx, ids)) mailings.push(await heldMailing(trx, ctx, id));
    const letters = await lockLetters(trx, ids);
    if (letters.length < ids.length) throw mailingErrors.notFound();
    if (only.mailingId !== undefined && mailings.some(({ id }) => id !== only.mailingId))
      throw mailingErrors.notFound();
    if (letters.some(({ state }) => state !== 'unknown')) throw mailingErrors.notPossible();
    const by = { name: actorName(ctx.actor), at: ctx.clock.now() };
    if (decision === 'send_again') {
      if (mailings.some(({ state }) => state === 'cancelled')) throw mailingErrors.notPossible();
      if (letters.some(({ email }) => email === null)) throw mailingErrors.addressGone();
      await requeueLetters(trx, ids, by);
      for (const { id, state } of mailings) {
        if (state === 'done') await updateState(trx, id, { state: 'sending', doneAt: null });
      }
    } else {
      await confirmLetters(trx, ids, by);
    }
    for (const { id, libraryId } of mailings) {
      const count = letters.filter(({ mailingId }) => mailingId === id).length;
      await recordAudit(trx, ctx, {
        ...{ action: 'mailing.decided', entity: 'mailing', entityId: id, libraryId },
        after: { decision, count },
      });
    }
    return ids.length;
  });
}
