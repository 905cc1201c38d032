import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { deleteMessage } from '../data/messages.queries.ts';
import { classEntity } from '../held-class.ts';
import { heldMessage, tracedMessage } from './held-message.ts';

/** Takes a message back, whoever of the teachers wrote it: no pupil reads it any more. For the teachers of the class, also of one that has ended. Throws `classes.message_unknown`, `not_yours`, `platform.version_conflict`. */
export async function takeBackMessage(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { message, of } = await heldMessage(trx, ctx, id, version);
    await deleteMessage(trx, id);
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.message_taken_back', ...classEntity(of) },
      before: tracedMessage(message),
    });
  });
}
