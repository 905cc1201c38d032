import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Secrets } from '#platform/rights/secrets';
import { heldSubscriber } from '../choosing/held-subscriber.ts';
import { stopHeld } from '../choosing/stop-letters.ts';
import { selectOpen } from '../data/requests.queries.ts';
import { findSubscriber, hasStop, selectChoices } from '../data/subscribers.queries.ts';
import { subscriptionErrors } from '../errors.ts';
import { addressHashes } from '../joining/ask-letters.ts';
import type { LetterLanguage, StopWhy } from '../rules/terms.ts';
import { address } from '../schema.ts';

/** How an address stands, for who helps its owner. */
export interface AddressView {
  subscriber: {
    id: number;
    language: LetterLanguage;
    topicIds: number[];
    confirmedAt: Date;
    pausedUntil: Date | null;
    stopped: { why: StopWhy; at: Date; detail: string } | null;
    version: number;
  } | null;
  /** Asked for and not confirmed. */
  requests: { id: number; askedAt: Date; expiresAt: Date; over: boolean }[];
  /** Nothing is known but that nobody may write there. */
  onlyStopped: boolean;
}

/**
 * How one address stands, by the whole address alone: there is no list of them. Needs `news.send`. Throws `platform.invalid_input` (email).
 */
export async function lookAtAddress(ctx: Ctx, secrets: Secrets, typed: string): Promise<AddressView> {
  authorizeAnywhere(ctx, 'news.send');
  const email = parseInput(address.catch(''), typed);
  if (email === '') throw platformErrors.invalidInput({}, { email: 'email' });
  const now = ctx.clock.now();
  const row = await findSubscriber(ctx.db, { email });
  const open = await selectOpen(ctx.db, { email });
  return {
    subscriber: row
      ? {
          ...{ id: row.id, language: row.language, confirmedAt: row.confirmedAt, version: row.version },
          topicIds: (await selectChoices(ctx.db, row.id)).map(({ id }) => id),
          pausedUntil: row.pausedUntil !== null && row.pausedUntil > now ? row.pausedUntil : null,
          stopped:
            row.stoppedAt === null || row.stopWhy === null
              ? null
              : { why: row.stopWhy, at: row.stoppedAt, detail: row.stopDetail },
        }
      : null,
    requests: open.map(({ id, askedAt, expiresAt }) => ({ id, askedAt, expiresAt, over: expiresAt <= now })),
    onlyStopped: !row && (await hasStop(ctx.db, addressHashes(secrets, email))),
  };
}

/**
 * Stops all letters to somebody who asks for it at the desk or by telephone. Needs `news.send`. Throws `subscriptions.subscriber_not_found`,
 * `subscriptions.already_stopped`, `platform.version_conflict`.
 */
export async function stopAtWish(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'news.send');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldSubscriber(trx, { id });
    if (!held) throw subscriptionErrors.subscriberNotFound();
    if (held.version !== version) throw platformErrors.versionConflict();
    if (!(await stopHeld(trx, ctx, held, { why: 'staff', channel: 'desk' }))) throw subscriptionErrors.alreadyStopped();
  });
}
