import { recordAudit } from '#modules/ground/audit';
import { accountOf, actorName, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { countAttempt } from '#platform/requests/rate-limit';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { countMessages, insertMessage } from '../data/messages.queries.ts';
import { findPupil } from '../data/pupils.queries.ts';
import { classErrors } from '../errors.ts';
import { classEntity, heldClass, taughtClass } from '../held-class.ts';
import { MOST_MESSAGES, WRITTEN_AN_HOUR } from '../rules/messages.ts';
import { messageInput, type MessageInput } from '../schema-messages.ts';
import { tracedMessage } from './held-message.ts';

/**
 * Says something to a class, or to one of its pupils alone, who reads it after coming in and cannot answer. For its teachers, who all see it. Throws
 * `classes.not_found`, `not_yours`, `ended`, `pupil_unknown`, `too_many_messages`, `platform.invalid_input`, `too_many_requests`. @returns its id
 */
export async function writeMessage(ctx: Ctx, classId: number, input: MessageInput): Promise<number> {
  authorizeAnywhere(ctx, 'courses.teach');
  const { words, pupilId } = parseInput(messageInput, input);
  await taughtClass(ctx, classId);
  await countAttempt(ctx, `class-message:${accountOf(ctx.actor) ?? 0}`, {
    limit: WRITTEN_AN_HOUR,
    windowSeconds: 3600,
  });
  return ctx.db.transaction().execute(async (trx) => {
    const held = await heldClass(trx, ctx, classId);
    if (pupilId !== null && (await findPupil(trx, pupilId))?.classId !== classId)
      throw classErrors.pupilUnknown({}, { pupilId: 'unknown' });
    if ((await countMessages(trx, classId)) >= MOST_MESSAGES)
      throw classErrors.tooManyMessages({ most: MOST_MESSAGES });
    const id = await insertMessage(trx, {
      ...{ classId, pupilId, words, at: ctx.clock.now() },
      ...{ byId: accountOf(ctx.actor), byName: actorName(ctx.actor) },
    });
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.message_written', ...classEntity(held) },
      after: tracedMessage({ id, pupilId }),
    });
    return id;
  });
}
