import { randomBytes, randomUUID } from 'node:crypto';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { findSubscriber, insertSubscriber } from './data/subscribers.queries.ts';
import { insertTopic } from './data/topics.queries.ts';
import { applyReading, applyTopics } from './choosing/apply-choice.ts';
import { stopHeld } from './choosing/stop-letters.ts';
import type { LetterLanguage } from './rules/terms.ts';

/** Somebody who wanted letters before today. */
export interface PastSubscriber {
  email: string;
  language: LetterLanguage;
  topicIds: readonly number[];
  memberId?: number | null;
  libraryId?: number | null;
  /** Letters may be fitted to what they borrow. */
  reading?: boolean;
  confirmedAt: Date;
  /** When they stopped; left out: they get letters. */
  stoppedAt?: Date | null;
}

/** Writes a topic of a sample. @returns its id */
export const savePastTopic = async (
  trx: Tx,
  ctx: Ctx,
  topic: { code: string; nameId: string; nameEn: string; aboutId: string; aboutEn: string; createdBy: string },
): Promise<number> => insertTopic(trx, { ...topic, createdAt: ctx.clock.now() });

const at = (ctx: Ctx, when: Date): Ctx => ({ ...ctx, actor: { kind: 'anonymous' }, clock: { now: () => when } });

/** Writes a subscriber as if they had confirmed then, with their lines in the ledger. @returns the id */
export async function savePastSubscriber(trx: Tx, ctx: Ctx, past: PastSubscriber): Promise<number> {
  const { email, language, topicIds, memberId = null, libraryId = null, confirmedAt, stoppedAt = null } = past;
  const links = { linkCode: randomBytes(24).toString('base64url'), addressHash: randomBytes(32) };
  const row = { email, language, memberId, libraryId, confirmedAt };
  const isNew = await insertSubscriber(trx, { ...row, ...links, subscriberKey: randomUUID() });
  const held = await findSubscriber(trx, { email });
  if (!isNew || !held) throw new Error(`${email} gets letters already`);
  const then = at(ctx, confirmedAt);
  await applyTopics(trx, then, held, { topicIds, channel: 'email' });
  if (past.reading === true) await applyReading(trx, then, held, { reading: true, channel: 'web' });
  if (stoppedAt) await stopHeld(trx, at(ctx, stoppedAt), held, { why: 'person', channel: 'email' });
  return held.id;
}
