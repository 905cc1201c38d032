import { recordAudit } from '#modules/ground/audit';
import { dropWriting } from '#modules/ground/content';
import type { Ctx } from '#platform/context';
import { deletePage, updatePage } from '../data/pages.queries.ts';
import { siteErrors } from '../errors.ts';
import { heldPage, pageEntity } from '../managed-page.ts';

/**
 * Takes a page away for good. A draft that nobody ever saw goes with its address; of one that was shown the address stays and says that it is
 * gone. What everybody sees is withdrawn first. Needs `news.edit` (`site.edit` for a page) at its library. Throws `site.page_not_found`,
 * `state_forbids`, `platform.version_conflict`.
 */
export async function removePage(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldPage(trx, ctx, id, version);
    if (held.state === 'approved' || held.state === 'submitted') throw siteErrors.stateForbids({ state: held.state });
    // one that wrote itself is remembered, or it would be written again tomorrow
    if (held.shownVersionId === null && held.draftedFrom === null) {
      await deletePage(trx, id);
      await dropWriting(trx, held.writingId);
    } else {
      await updatePage(trx, id, { removedAt: ctx.clock.now() });
    }
    await recordAudit(trx, ctx, {
      action: 'page.removed',
      ...pageEntity(held),
      before: { title: held.title, slug: held.slug, state: held.state },
    });
  });
}
