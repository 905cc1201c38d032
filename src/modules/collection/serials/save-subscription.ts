import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { instantAt } from '#shared/dates';
import { lockSubscription, markLate, selectIssues } from './data/serials.queries.ts';
import { serialErrors } from './errors.ts';
import { receiveLocked } from './receive-issue.ts';
import { subscriptionInput, type SubscriptionInput } from './schema.ts';
import { writeSubscription } from './subscribe.ts';

const MORNING = 9 * 60;

/**
 * A subscription as it stands somewhere else, within the caller's transaction, which answers for the permission: what was to come until
 * `until` is received, but for the issues (by their place) that did not come.
 */
export async function saveSubscription(
  trx: Tx,
  ctx: Ctx,
  past: { libraryId: number; subscription: SubscriptionInput; until: string; without: readonly number[] },
): Promise<number> {
  const id = await writeSubscription(trx, ctx, past.libraryId, parseInput(subscriptionInput, past.subscription));
  const subscription = await lockSubscription(trx, id);
  if (!subscription) throw serialErrors.subscriptionNotFound();
  const came = await selectIssues(trx, id, past.until, 400);
  for (const { id: issueId, nth, expectedOn } of came.toReversed()) {
    const onItsDay = instantAt(expectedOn, MORNING, subscription.timeZone);
    const then: Ctx = { ...ctx, clock: { now: () => onItsDay } };
    if (!past.without.includes(nth)) await receiveLocked(trx, then, subscription, issueId);
  }
  await markLate(trx, ctx.clock.now());
  return id;
}
