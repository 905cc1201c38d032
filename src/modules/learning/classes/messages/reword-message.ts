import { recordAudit } from '#modules/ground/audit';
import { accountOf, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { rewordMessage as writeWords } from '../data/messages.queries.ts';
import { classErrors } from '../errors.ts';
import { classEntity } from '../held-class.ts';
import { rewordInput, type RewordInput } from '../schema-messages.ts';
import { heldMessage, tracedMessage } from './held-message.ts';

/**
 * Corrects what one said oneself: whoever read it is shown it as new. Nobody puts words into the mouth of another teacher. Throws
 * `classes.message_unknown`, `message_not_yours`, `not_yours`, `ended`, `platform.invalid_input`, `version_conflict`.
 */
export async function rewordMessage(
  ctx: Ctx,
  id: number,
  { version, ...input }: RewordInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'courses.teach');
  const { words } = parseInput(rewordInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { message, of } = await heldMessage(trx, ctx, id, version);
    if (of.state === 'ended') throw classErrors.ended();
    if (message.byId === null || message.byId !== accountOf(ctx.actor)) throw classErrors.messageNotYours();
    if (message.words === words) return;
    await writeWords(trx, id, { words, at: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.message_corrected', ...classEntity(of) },
      after: tracedMessage(message),
    });
  });
}
