import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Secrets } from '#platform/rights/secrets';
import { selectTopics } from '../data/topics.queries.ts';
import { selectChoices } from '../data/subscribers.queries.ts';
import { applyTopics } from './apply-choice.ts';
import { byLink, heldSubscriber } from './held-subscriber.ts';
import { readLink } from './link-code.ts';
import { stopHeld } from './stop-letters.ts';

/** What stops by a link: letters about these topics, or all. */
export interface Stopping {
  topics: { id: string; en: string }[];
  /** In which language they are written to; null: nobody any more. */
  language: 'id' | 'en' | null;
}

/** What the button of a link to stop would do; nothing is changed. Throws `subscriptions.link_not_found`. */
export async function viewStopping(ctx: Ctx, secrets: Secrets, token: string): Promise<Stopping> {
  const { parts, subscriber } = await readLink(ctx.db, secrets, token);
  const topics = (await selectTopics(ctx.db)).filter(({ id }) => parts.topicIds.includes(id));
  return { topics: topics.map(({ name }) => name), language: subscriber?.language ?? null };
}

/**
 * Stops what a link in a letter says: letters about its topics, or all of them where it names none (RFC 8058). Again changes nothing, and neither
 * does the link of somebody whose data are gone. Throws `subscriptions.link_not_found` for what is no link of ours.
 */
export async function unsubscribe(ctx: Ctx, secrets: Secrets, token: string): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { parts } = await readLink(trx, secrets, token);
    const held = await heldSubscriber(trx, { subscriberKey: parts.subscriberKey });
    if (!held) return;
    const here = byLink(ctx);
    if (parts.topicIds.length === 0) {
      await stopHeld(trx, here, held, { why: 'person', channel: 'email' });
      return;
    }
    const left = (await selectChoices(trx, held.id)).filter(({ id }) => !parts.topicIds.includes(id));
    const { dropped } = await applyTopics(trx, here, held, { topicIds: left.map(({ id }) => id), channel: 'email' });
    if (dropped.length === 0) return;
    await recordAudit(trx, here, {
      ...{ action: 'letter_subscriber.changed', entity: 'letter_subscriber', entityId: held.id },
      ...{ subjectId: held.memberId, after: { dropped } },
    });
  });
}
