import { randomUUID } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import { lockMembersById } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Secrets } from '#platform/rights/secrets';
import { applyReading, applyTopics, applyWhatsapp, underCard } from '../choosing/apply-choice.ts';
import { byLink } from '../choosing/held-subscriber.ts';
import { linkCode, preferencesPath } from '../choosing/link-code.ts';
import { findRequest, lockRequest, updateRequest, type RequestRow } from '../data/requests.queries.ts';
import {
  deleteStops,
  findSubscriber,
  insertSubscriber,
  lockSubscriber,
  selectChoices,
  selectOfMember,
  updateSubscriber,
  type SubscriberRow,
} from '../data/subscribers.queries.ts';
import { selectTopics } from '../data/topics.queries.ts';
import { subscriptionErrors } from '../errors.ts';
import { addressHash, addressHashes } from './ask-letters.ts';
import { tokenHash } from './confirm-mail.ts';

/** What a link to confirm is about. */
export interface Confirming {
  state: 'open' | 'confirmed' | 'over';
  topics: { id: string; en: string }[];
}

/** What the button of a link to confirm would do; opening it confirms nothing. Throws `subscriptions.request_not_found`. */
export async function viewConfirming(ctx: Ctx, token: string): Promise<Confirming> {
  const request = await findRequest(ctx.db, tokenHash(token));
  if (!request) throw subscriptionErrors.requestNotFound();
  const topics = (await selectTopics(ctx.db)).filter(({ id, archived }) => request.topicIds.includes(id) && !archived);
  const open = request.expiresAt > ctx.clock.now() ? 'open' : 'over';
  return { state: request.confirmedAt === null ? open : 'confirmed', topics: topics.map(({ name }) => name) };
}

/** Whose address it is, new or known, held; their cards before them, in the order of the ids. */
async function subscriberOf(trx: Tx, ctx: Ctx, secrets: Secrets, request: RequestRow): Promise<SubscriberRow> {
  const { email, language, libraryId, memberId } = request;
  const subscriberKey = randomUUID();
  const now = ctx.clock.now();
  await insertSubscriber(trx, {
    // until a topic is chosen: what was asked for may be archived by now
    ...{ subscriberKey, email, language, libraryId, memberId, confirmedAt: now, emptySince: now },
    ...{ addressHash: addressHash(secrets, email), linkCode: linkCode(secrets, subscriberKey) },
  });
  const found = await findSubscriber(trx, { email });
  const held = found && (await lockSubscriber(trx, found.id));
  if (!held) throw subscriptionErrors.requestNotFound();
  return held;
}

/**
 * The mailbox says that letters are wanted: they come from now on, about what was asked and what came before. Pressing twice is once. A stop of
 * before ends by it, since it is the person who says so. Throws `subscriptions.request_not_found`, `subscriptions.request_over`.
 * @returns the page on which they choose
 */
export async function confirmLetters(ctx: Ctx, secrets: Secrets, token: string): Promise<string> {
  const hash = tokenHash(token);
  return ctx.db.transaction().execute(async (trx) => {
    const seen = await findRequest(trx, hash);
    if (!seen) throw subscriptionErrors.requestNotFound();
    const known = await findSubscriber(trx, { email: seen.email });
    const cards = [seen.memberId, known?.memberId ?? null].filter((id) => id !== null);
    await lockMembersById(
      trx,
      [...new Set(cards)].toSorted((a, b) => a - b),
    );
    const request = await lockRequest(trx, { tokenHash: hash });
    if (!request) throw subscriptionErrors.requestNotFound();
    if (request.confirmedAt !== null) return pathOf(trx, request);
    const now = ctx.clock.now();
    if (request.expiresAt <= now) throw subscriptionErrors.requestOver();
    const here = byLink(ctx);
    const { language, libraryId, memberId } = request;
    const first = await subscriberOf(trx, here, secrets, request);
    await updateSubscriber(trx, first.id, {
      ...{ language, pausedUntil: null, stoppedAt: null, stopWhy: null, stopDetail: '' },
      ...(libraryId !== null && { libraryId }),
      ...(memberId !== null && { memberId }),
    });
    await deleteStops(trx, [first.addressHash, ...addressHashes(secrets, request.email)]);
    const held = { ...first, memberId: memberId ?? first.memberId };
    if (held.memberId !== first.memberId) {
      // what one card let be read is nothing that another one said, and what is chosen is from now on said under this one
      await applyReading(trx, here, first, { reading: false, channel: 'email' });
      await applyWhatsapp(trx, here, first, { byWhatsapp: false, channel: 'email' });
      await underCard(trx, here, held);
    }
    const live = (await selectTopics(trx)).filter(({ archived }) => !archived).map(({ id }) => id);
    const before = (await selectChoices(trx, held.id)).map(({ id }) => id);
    const topicIds = [...new Set([...before, ...request.topicIds.filter((id) => live.includes(id))])];
    const { added } = await applyTopics(trx, here, held, { topicIds, channel: 'email' });
    if (memberId !== null) await leaveOthers(trx, here, { memberId, id: held.id });
    await updateRequest(trx, request.id, { confirmedAt: now, subscriberId: held.id });
    await recordAudit(trx, here, {
      ...{ action: 'letter_subscriber.confirmed', entity: 'letter_subscriber', entityId: held.id },
      ...{ subjectId: held.memberId, after: { added, language } },
    });
    return preferencesPath(held, language);
  });
}

/** A card reads letters in one mailbox, the one that confirmed last: its account would show and stop no other. The caller holds the card. */
async function leaveOthers(trx: Tx, ctx: Ctx, { memberId, id }: { memberId: number; id: number }): Promise<void> {
  for (const other of await selectOfMember(trx, memberId)) {
    const held = other.id === id ? undefined : await lockSubscriber(trx, other.id);
    if (!held) continue;
    await applyTopics(trx, ctx, held, { topicIds: [], channel: 'email' });
    await applyReading(trx, ctx, held, { reading: false, channel: 'email' });
  }
}

async function pathOf(trx: Tx, { subscriberId, language }: RequestRow): Promise<string> {
  const subscriber = subscriberId === null ? undefined : await findSubscriber(trx, { id: subscriberId });
  if (!subscriber) throw subscriptionErrors.requestNotFound();
  return preferencesPath(subscriber, language);
}
