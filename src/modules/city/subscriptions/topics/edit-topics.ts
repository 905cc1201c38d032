import { changedParts, recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { LetterTopic } from '../client.ts';
import { insertTopic, lockTopic, lockTopics, selectTopics, updateTopic } from '../data/topics.queries.ts';
import { subscriptionErrors } from '../errors.ts';
import { MOST_TOPICS } from '../rules/terms.ts';
import { topicCode } from '../rules/topic-code.ts';
import { topicInput, type TopicInput } from '../schema.ts';

const folded = (name: string): string => name.toLowerCase();

/** Refuses a name that another topic has. Throws `subscriptions.topic_twice`. */
function requireOwnName(others: readonly LetterTopic[], { nameId, nameEn }: { nameId: string; nameEn: string }): void {
  const taken = others.some(({ name }) => folded(name.id) === folded(nameId) || folded(name.en) === folded(nameEn));
  if (taken) throw subscriptionErrors.topicTwice();
}

/**
 * Adds what letters can be about, of a library or (null) of the whole network. Needs `news.send` there. Throws `subscriptions.topic_twice`,
 * `subscriptions.too_many_topics`, `libraries.not_found`, `platform.invalid_input`. @returns its id
 */
export async function addTopic(ctx: Ctx, libraryId: number | null, input: TopicInput): Promise<number> {
  authorize(ctx, 'news.send', libraryId);
  const topic = parseInput(topicInput, input);
  if (libraryId !== null) await getLibrary(ctx, libraryId);
  return ctx.db.transaction().execute(async (trx) => {
    await lockTopics(trx);
    const others = await selectTopics(trx);
    requireOwnName(others, topic);
    if (others.filter(({ archived }) => !archived).length >= MOST_TOPICS)
      throw subscriptionErrors.tooManyTopics({ most: MOST_TOPICS });
    const stem = topicCode(topic.nameId) || 'topik';
    const taken = new Set(others.map(({ code }) => code));
    const code = [stem, ...others.map((_other, n) => `${stem}-${n + 2}`)].find((one) => !taken.has(one)) ?? stem;
    const made = { createdAt: ctx.clock.now(), createdBy: actorName(ctx.actor) };
    const id = await insertTopic(trx, { ...topic, ...made, code, libraryId });
    await recordAudit(trx, ctx, {
      ...{ action: 'letter_topic.added', entity: 'letter_topic', entityId: id, libraryId },
      after: { code, nameId: topic.nameId },
    });
    return id;
  });
}

/** A topic as its editor saw it, held. Throws `subscriptions.topic_not_found`, `platform.version_conflict`. */
async function heldAt(trx: Tx, ctx: Ctx, id: number, version: number): Promise<LetterTopic> {
  const held = await lockTopic(trx, id);
  if (!held) throw subscriptionErrors.topicNotFound();
  authorize(ctx, 'news.send', held.libraryId);
  if (held.version !== version) throw platformErrors.versionConflict();
  return held;
}

/** Calls a topic otherwise; who gets its letters stays. Needs `news.send`. Throws as {@link addTopic}, `subscriptions.topic_not_found`, `platform.version_conflict`. */
export async function changeTopic(
  ctx: Ctx,
  id: number,
  { version, ...input }: TopicInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'news.send');
  const topic = parseInput(topicInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    await lockTopics(trx);
    const held = await heldAt(trx, ctx, id, version);
    requireOwnName(
      (await selectTopics(trx)).filter((other) => other.id !== id),
      topic,
    );
    await updateTopic(trx, id, topic);
    await recordAudit(trx, ctx, {
      ...{ action: 'letter_topic.changed', entity: 'letter_topic', entityId: id, libraryId: held.libraryId },
      ...changedParts({ nameId: held.name.id, nameEn: held.name.en }, { nameId: topic.nameId, nameEn: topic.nameEn }),
    });
  });
}

async function putAway(ctx: Ctx, id: number, version: number, at: Date | null): Promise<void> {
  authorizeAnywhere(ctx, 'news.send');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, ctx, id, version);
    if (held.archived === (at !== null)) return;
    await updateTopic(trx, id, { archivedAt: at });
    const about = { entity: 'letter_topic', entityId: id, libraryId: held.libraryId };
    await (at === null
      ? recordAudit(trx, ctx, { action: 'letter_topic.restored', ...about })
      : recordAudit(trx, ctx, { action: 'letter_topic.archived', ...about }));
  });
}

/** Nobody chooses it any more and nothing is sent about it; who chose it stays known for when it comes back. Needs `news.send`. */
export const archiveTopic = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  putAway(ctx, id, version, ctx.clock.now());

/** The undo of {@link archiveTopic}. */
export const restoreTopic = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  putAway(ctx, id, version, null);
