import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import {
  compareWritings,
  keepVersion,
  listVersions,
  readVersion,
  readWriting,
  replaceBlocks,
  type BlockChange,
} from '#modules/ground/content';
import type { KeptBlock, VersionLine } from '#modules/ground/content/client';
import { violatedForeignKey } from '#platform/database/db';
import type { Ctx } from '#platform/context';
import { updatePage } from '../data/pages.queries.ts';
import type { ShownHead } from '../data/public.queries.ts';
import { siteErrors } from '../errors.ts';
import { heldPage, headOf, pageEntity, UNREAD, writablePage } from '../managed-page.ts';

/** What a version keeps of a head; it was written by `publishPage`. */
const keptHead = z.object({
  title: z.string(),
  titleEn: z.string(),
  summary: z.string(),
  summaryEn: z.string(),
  byline: z.string(),
  topicId: z.number().nullable(),
  pictureId: z.number().nullable(),
});

/** The versions of a page that were published, the newest first. Needs what writing it needs. Throws `site.page_not_found`. */
export async function listPageVersions(ctx: Ctx, id: number): Promise<VersionLine[]> {
  const { writingId } = await writablePage(ctx, id);
  return listVersions(ctx.db, writingId);
}

/** A version of a page beside what stands now. */
export interface ComparedVersion {
  line: VersionLine;
  head: ShownHead;
  /** From the version to what stands now, in order. */
  changes: BlockChange[];
}

const bodies = (blocks: readonly KeptBlock[]) => blocks.map(({ body }) => body);

/** What changed of a page since a version. Needs what writing it needs. Throws `site.page_not_found`, `content.version_not_found`. */
export async function compareVersion(ctx: Ctx, id: number, versionId: number): Promise<ComparedVersion> {
  const { writingId } = await writablePage(ctx, id);
  const { head, blocks, ...line } = await readVersion(ctx.db, writingId, versionId);
  const now = await readWriting(ctx, writingId);
  return { line, head: keptHead.parse(head), changes: compareWritings(bodies(blocks), bodies(now.blocks)) };
}

/**
 * Writes a page as it was in a version; what stood is kept as a version of its own, and readers see it with the next publication. Needs what
 * writing it needs. Throws `site.page_not_found`, `topic_unknown`, `content.version_not_found`, `platform.version_conflict`.
 */
export async function restoreVersion(
  ctx: Ctx,
  id: number,
  { versionId, version }: { versionId: number; version: number },
): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldPage(trx, ctx, id, version);
    const kept = await readVersion(trx, held.writingId, versionId);
    // what stands can be gone back to as well
    await keepVersion(trx, ctx, held.writingId, headOf(held));
    await replaceBlocks(trx, ctx, held.writingId, kept.blocks);
    try {
      await updatePage(trx, id, { ...keptHead.parse(kept.head), ...UNREAD, changedAt: ctx.clock.now() });
    } catch (error) {
      if (violatedForeignKey(error) !== null) throw siteErrors.topicUnknown();
      throw error;
    }
    await recordAudit(trx, ctx, {
      action: 'page.version_restored',
      ...pageEntity(held),
      after: { number: kept.number, title: held.title },
    });
  });
}
