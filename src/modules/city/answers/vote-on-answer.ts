import { createHash } from 'node:crypto';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { countAttempt, networkOf, SHARED_ADDRESS } from '#platform/requests/rate-limit';
import { lockEntry } from './data/entries.queries.ts';
import { findVote, writeVote } from './data/votes.queries.ts';
import { answerErrors } from './errors.ts';
import { voteInput, type VoteInput } from './schema.ts';

/** What is kept of the key of a browser. */
const voterHashOf = (key: string): string => createHash('sha256').update(`lumbung-jawab:${key}`).digest('hex');

/**
 * Says whether an answer helped, with a word where somebody wants to say more. One a browser and entry: a later vote takes the place of an
 * earlier one. Nothing of who it was is kept but the hash of a key that only the browser has. Throws `answers.not_found`,
 * `platform.too_many_requests`, `platform.invalid_input`.
 * @param key random, of this browser, 20 to 60 letters of base64url
 */
export async function voteOnAnswer(
  ctx: Ctx,
  id: number,
  { key, ip, ...input }: VoteInput & { key: string; ip: string },
): Promise<void> {
  const vote = parseInput(voteInput, input);
  if (!/^[A-Za-z0-9_-]{20,60}$/.test(key)) throw platformErrors.invalidInput({}, { key: 'invalid' });
  await countAttempt(ctx, `answer-vote:${networkOf(ip)}`, SHARED_ADDRESS);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockEntry(trx, id);
    if (held?.state !== 'published') throw answerErrors.notFound();
    await writeVote(trx, { ...vote, entryId: id, voterHash: voterHashOf(key), votedAt: ctx.clock.now() });
  });
}

/** What this browser said of an answer; null = nothing. @param key null = the browser has none */
export async function ownVote(ctx: Pick<Ctx, 'db'>, id: number, key: string | null): Promise<boolean | null> {
  if (key === null) return null;
  return (await findVote(ctx.db, id, voterHashOf(key)))?.helpful ?? null;
}
