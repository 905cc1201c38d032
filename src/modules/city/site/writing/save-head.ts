import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { violatedForeignKey, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { updatePage, type PageRow } from '../data/pages.queries.ts';
import { deleteSlug, findSlug, insertSlug } from '../data/slugs.queries.ts';
import { siteErrors } from '../errors.ts';
import { heldPage, pageEntity, refuseForeignPictures, UNREAD } from '../managed-page.ts';
import { headInput, type HeadInput } from '../schema.ts';

/** Gives a page another address; the old one leads to it if it was ever told. Throws `site.slug_taken`. */
async function giveSlug(trx: Tx, ctx: Ctx, page: PageRow, slug: string): Promise<void> {
  const { id: pageId, kind } = page;
  const owner = await findSlug(trx, { kind, slug });
  if (owner !== undefined && owner !== pageId) throw siteErrors.slugTaken({}, { slug: 'taken' });
  // an address that nobody was told is free for another page
  if (page.shownVersionId === null) await deleteSlug(trx, { kind, slug: page.slug });
  if (owner === undefined) await insertSlug(trx, { kind, slug, pageId, givenAt: ctx.clock.now() });
}

/**
 * Writes what stands over a page: title, summary, by whom, topic, picture, address. Readers see it with the next publication, the address at
 * once. Needs `news.edit` (`site.edit` for a page) at its library. Throws `site.page_not_found`, `slug_taken`, `topic_unknown`,
 * `picture_unknown`, `platform.version_conflict`, `invalid_input`.
 */
export async function saveHead(
  ctx: Ctx,
  id: number,
  { version, ...input }: HeadInput & { version: number },
): Promise<void> {
  const { slug, ...head } = parseInput(headInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldPage(trx, ctx, id, version);
    if (held.kind === 'news' && head.topicId === null) throw platformErrors.invalidInput({}, { topicId: 'required' });
    const topicId = held.kind === 'news' ? head.topicId : null;
    if (head.pictureId !== null && head.pictureId !== held.pictureId) {
      await refuseForeignPictures(trx, ctx, held, [head.pictureId]);
    }
    const moved = slug !== undefined && slug !== held.slug;
    if (moved) await giveSlug(trx, ctx, held, slug);
    try {
      await updatePage(trx, id, {
        ...head,
        topicId,
        ...UNREAD,
        state: held.state === 'submitted' ? 'draft' : held.state,
        changedAt: ctx.clock.now(),
        ...(moved && { slug }),
      });
    } catch (error) {
      const broken = violatedForeignKey(error);
      if (broken === null) throw error;
      if (broken.includes('picture')) throw siteErrors.pictureUnknown({}, { pictureId: 'unknown' });
      throw siteErrors.topicUnknown({}, { topicId: 'unknown' });
    }
    await recordAudit(trx, ctx, {
      action: 'page.head_saved',
      ...pageEntity(held),
      before: { title: held.title, slug: held.slug, topicId: held.topicId },
      after: { title: head.title, slug: slug ?? held.slug, topicId },
    });
  });
}
