import { lockMembersById } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { findSubscriber, lockSubscriber, type Found, type SubscriberRow } from '../data/subscribers.queries.ts';

/** A subscriber, held; their card before them, as an erasure holds both. */
export async function heldSubscriber(trx: Tx, by: Found): Promise<SubscriberRow | undefined> {
  const seen = await findSubscriber(trx, by);
  if (!seen) return undefined;
  if (seen.memberId !== null) await lockMembersById(trx, [seen.memberId]);
  return lockSubscriber(trx, seen.id);
}

/** Whoever comes by a secret link is nobody by name: somebody else may be signed in at that browser. */
export const byLink = (ctx: Ctx): Ctx => ({ ...ctx, actor: { kind: 'anonymous' } });
