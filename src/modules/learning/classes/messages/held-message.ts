import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { ClassRow } from '../data/classes.queries.ts';
import { findMessage, type MessageRow } from '../data/messages.queries.ts';
import { classErrors } from '../errors.ts';
import { heldAnyClass } from '../held-class.ts';

/** Holds the class of a message, also one that has ended, for its teachers. Throws `classes.message_unknown`, `not_yours`, `platform.version_conflict`. */
export async function heldMessage(
  trx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  id: number,
  version: number,
): Promise<{ message: MessageRow; of: ClassRow }> {
  authorizeAnywhere(ctx, 'courses.teach');
  const known = await findMessage(trx, id);
  if (!known) throw classErrors.messageUnknown();
  const of = await heldAnyClass(trx, ctx, known.classId, null);
  // as it stands now that nobody else changes the class
  const message = await findMessage(trx, id);
  if (!message) throw classErrors.messageUnknown();
  if (message.version !== version) throw platformErrors.versionConflict();
  return { message, of };
}

/** How the trace names a message: to whom by number, and none of its words. */
export const tracedMessage = ({ id, pupilId }: Pick<MessageRow, 'id' | 'pupilId'>) => ({ message: id, pupil: pupilId });
