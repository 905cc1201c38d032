import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { violatedUnique } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize } from '#platform/rights/authorize';
import { slugOf } from '#shared/text/slug';
import { deleteTopic, insertTopic, lockTopic, updateTopic } from '../data/topics.queries.ts';
import { siteErrors } from '../errors.ts';
import { topicInput, type TopicInput } from '../schema.ts';

const entity = (id: number) => ({ entity: 'news_topic', entityId: id }) as const;

/** Adds a topic of news, behind the others. Needs `site.edit` network-wide. Throws `site.slug_taken`, `platform.invalid_input`. @returns its id */
export async function addTopic(ctx: Ctx, input: TopicInput): Promise<number> {
  authorize(ctx, 'site.edit', null);
  const { name, nameEn, slug = slugOf(name) ?? 'topik' } = parseInput(topicInput, input);
  try {
    return await ctx.db.transaction().execute(async (trx) => {
      const id = await insertTopic(trx, { slug, name, nameEn });
      await recordAudit(trx, ctx, { action: 'topic.added', ...entity(id), after: { name, nameEn, slug } });
      return id;
    });
  } catch (error) {
    if (violatedUnique(error) === null) throw error;
    throw siteErrors.slugTaken({}, { name: 'taken' });
  }
}

/** Renames a topic; its address stays. Needs `site.edit` network-wide. Throws `site.topic_unknown`, `platform.version_conflict`, `invalid_input`. */
export async function renameTopic(
  ctx: Ctx,
  id: number,
  { version, ...input }: TopicInput & { version: number },
): Promise<void> {
  authorize(ctx, 'site.edit', null);
  const { name, nameEn } = parseInput(topicInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockTopic(trx, id);
    if (!held) throw siteErrors.topicUnknown();
    if (held.version !== version) throw platformErrors.versionConflict();
    await updateTopic(trx, id, { name, nameEn });
    await recordAudit(trx, ctx, {
      ...{ action: 'topic.renamed', ...entity(id) },
      before: { name: held.name, nameEn: held.nameEn },
      after: { name, nameEn },
    });
  });
}

/** Takes a topic away that no news has or had. Needs `site.edit` network-wide. Throws `site.topic_unknown`, `topic_used`. */
export async function removeTopic(ctx: Ctx, id: number): Promise<void> {
  authorize(ctx, 'site.edit', null);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockTopic(trx, id);
    if (!held) throw siteErrors.topicUnknown();
    if (!(await deleteTopic(trx, id))) throw siteErrors.topicUsed();
    await recordAudit(trx, ctx, { action: 'topic.removed', ...entity(id), before: { name: held.name } });
  });
}
