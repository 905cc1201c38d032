import { recordAudit } from '#modules/ground/audit';
import { beginWriting, type BlockPair } from '#modules/ground/content';
import { getLibrary } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import { violatedForeignKey, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize } from '#platform/rights/authorize';
import { freeSlug, slugOf } from '#shared/text/slug';
import { insertPage } from '../data/pages.queries.ts';
import { holdSlugs, insertSlug, selectSlugsLike } from '../data/slugs.queries.ts';
import { siteErrors } from '../errors.ts';
import { pageEntity, permissionFor } from '../managed-page.ts';
import type { PageKind } from '../rules/terms.ts';
import { beginInput, type BeginInput } from '../schema.ts';

const OTHERWISE: Record<PageKind, string> = { news: 'kabar', page: 'halaman' };
const EMPTY_TEXT: BlockPair = { body: { kind: 'text', spans: [] }, english: null };

/** An address for a title that nobody has or had. */
export async function newSlug(trx: Tx, kind: PageKind, title: string): Promise<string> {
  await holdSlugs(trx);
  const wanted = slugOf(title) ?? OTHERWISE[kind];
  return freeSlug(wanted, await selectSlugsLike(trx, { kind, slug: wanted }));
}

/**
 * Begins a page or news as a draft with one empty text. Needs `news.edit` (`site.edit` for a page) at its library, network-wide for one of the
 * whole network. Throws `site.topic_unknown` (news has a topic), `libraries.not_found`, `platform.invalid_input`. @returns its id
 */
export async function beginPage(
  ctx: Ctx,
  input: BeginInput,
  blocks: readonly BlockPair[] = [EMPTY_TEXT],
): Promise<number> {
  const { kind, libraryId, topicId, title } = parseInput(beginInput, input);
  authorize(ctx, permissionFor(kind), libraryId);
  if (libraryId !== null) await getLibrary(ctx, libraryId);
  if (kind === 'news' && topicId === null) throw platformErrors.invalidInput({}, { topicId: 'required' });
  return ctx.db.transaction().execute(async (trx) => writeDraft(trx, ctx, { kind, libraryId, topicId, title, blocks }));
}

/** What a draft begins with. */
export interface DraftPage {
  kind: PageKind;
  libraryId: number | null;
  topicId: number | null;
  title: string;
  blocks: readonly BlockPair[];
}

/** Writes a draft with its trace. Throws `site.topic_unknown`. @returns its id */
export async function writeDraft(
  trx: Tx,
  ctx: Ctx,
  { kind, libraryId, topicId, title, blocks }: DraftPage,
): Promise<number> {
  const now = ctx.clock.now();
  const slug = await newSlug(trx, kind, title);
  try {
    const id = await insertPage(trx, {
      ...{ kind, libraryId, topicId: kind === 'news' ? topicId : null, title, slug, state: 'draft' },
      ...{ titleEn: '', summary: '', summaryEn: '', byline: '' },
      writingId: await beginWriting(trx, ctx, blocks),
      createdAt: now,
      createdBy: actorName(ctx.actor),
      changedAt: now,
    });
    await insertSlug(trx, { kind, slug, pageId: id, givenAt: now });
    await recordAudit(trx, ctx, {
      action: 'page.drafted',
      ...pageEntity({ id, libraryId }),
      after: { kind, title, slug },
    });
    return id;
  } catch (error) {
    if (violatedForeignKey(error) !== null) throw siteErrors.topicUnknown({}, { topicId: 'unknown' });
    throw error;
  }
}
