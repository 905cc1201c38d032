import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { Secrets } from '#platform/rights/secrets';
import type { OwnLetters } from '../client.ts';
import { deleteStops, selectChoices, updateSubscriber, type SubscriberRow } from '../data/subscribers.queries.ts';
import { subscriptionErrors } from '../errors.ts';
import { nearestLibrary } from '../joining/nearest-library.ts';
import { choiceInput, type ChoiceInput } from '../schema.ts';
import { applyReading, applyTopics, applyWhatsapp, type SaidBy } from './apply-choice.ts';
import { byLink, heldSubscriber } from './held-subscriber.ts';
import { readLink } from './link-code.ts';
import { stopHeld } from './stop-letters.ts';

const DAY = 86_400_000;

/** What a subscriber gets, as they see it. */
export async function lettersOf(db: Db | Tx, row: SubscriberRow, now: Date): Promise<OwnLetters> {
  const { email, language, libraryId, pausedUntil, stopWhy, version } = row;
  const chosen = await selectChoices(db, row.id);
  return {
    ...{ email, language, libraryId, stopped: stopWhy, version },
    topicIds: chosen.map(({ id }) => id),
    byWhatsapp: chosen.some(({ whatsappAt }) => whatsappAt !== null),
    reading: row.memberId === null ? null : row.readingSince !== null,
    pausedUntil: pausedUntil !== null && pausedUntil > now ? pausedUntil : null,
  };
}

/** The own letters of whoever has the link. Throws `subscriptions.link_not_found`, also where their data are deleted. */
export async function viewPreferences(ctx: Ctx, secrets: Secrets, token: string): Promise<OwnLetters> {
  const { subscriber } = await readLink(ctx.db, secrets, token);
  if (!subscriber) throw subscriptionErrors.linkNotFound();
  return lettersOf(ctx.db, subscriber, ctx.clock.now());
}

/** The row behind a link, held. Throws as {@link viewPreferences}. */
export async function heldByLink(trx: Tx, secrets: Secrets, token: string): Promise<SubscriberRow> {
  const { parts } = await readLink(trx, secrets, token);
  const held = await heldSubscriber(trx, { subscriberKey: parts.subscriberKey });
  if (!held) throw subscriptionErrors.linkNotFound();
  return held;
}

/**
 * Writes what a subscriber chose; the caller holds the row.
 * @param choice.resumes it comes from the mailbox itself: who stopped and chooses topics again gets letters again
 */
export async function writeChoice(
  trx: Tx,
  ctx: Ctx,
  held: SubscriberRow,
  choice: Omit<Parsed, 'version'> & { byWhatsapp?: boolean; channel: SaidBy; resumes: boolean },
): Promise<void> {
  const { topicIds, language, libraryId, reading, byWhatsapp, pauseDays, channel, resumes } = choice;
  const now = ctx.clock.now();
  const { added, dropped } = await applyTopics(trx, ctx, held, { topicIds, channel });
  if (held.memberId !== null) await applyReading(trx, ctx, held, { reading, channel });
  // by their link nothing is said of it: what they keep comes as before
  if (byWhatsapp !== undefined) await applyWhatsapp(trx, ctx, held, { byWhatsapp, channel });
  if (resumes && held.stoppedAt !== null && topicIds.length > 0) {
    await updateSubscriber(trx, held.id, { stoppedAt: null, stopWhy: null, stopDetail: '' });
    await deleteStops(trx, [held.addressHash]);
  }
  await updateSubscriber(trx, held.id, {
    language,
    libraryId,
    ...(pauseDays !== 'keep' && { pausedUntil: pauseDays === 0 ? null : new Date(now.getTime() + pauseDays * DAY) }),
  });
  await recordAudit(trx, ctx, {
    ...{ action: 'letter_subscriber.changed', entity: 'letter_subscriber', entityId: held.id },
    ...{
      subjectId: held.memberId,
      after: { added, dropped, language, ...(byWhatsapp !== undefined && { byWhatsapp }) },
    },
  });
}
type Parsed = ReturnType<typeof choiceInput.parse>;

/**
 * Changes the own letters by the link: topics, language, the nearest library, a rest. Throws `subscriptions.link_not_found`,
 * `platform.version_conflict`, `platform.invalid_input`.
 */
export async function savePreferences(ctx: Ctx, secrets: Secrets, token: string, input: ChoiceInput): Promise<void> {
  const { version, ...choice } = parseInput(choiceInput, input);
  await nearestLibrary(ctx, choice.libraryId);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldByLink(trx, secrets, token);
    if (held.version !== version) throw platformErrors.versionConflict();
    await writeChoice(trx, byLink(ctx), held, { ...choice, channel: 'email', resumes: true });
  });
}

/** Stops all letters by the link; again changes nothing. Throws `subscriptions.link_not_found`. */
export async function stopAll(ctx: Ctx, secrets: Secrets, token: string): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldByLink(trx, secrets, token);
    await stopHeld(trx, byLink(ctx), held, { why: 'person', channel: 'email' });
  });
}
