import { listRemovedBlocks, picturesOf, readWriting } from '#modules/ground/content';
import type { Picture, Writing, WrittenBlock } from '#modules/ground/content/client';
import type { Ctx } from '#platform/context';
import { authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { PageLine } from '../client.ts';
import { countStates, selectPages, type PageRow } from '../data/pages.queries.ts';
import { selectTopics, type TopicRow } from '../data/topics.queries.ts';
import { isOwnSubmission, permissionFor, writablePage } from '../managed-page.ts';
import { visibilityOf, type PageKind, type PageState } from '../rules/terms.ts';

/** Libraries whose pages of a kind somebody may write; null: all and those of the network. Throws `platform.forbidden` where it is none. */
function writableLibraries(ctx: Ctx, kind: PageKind): readonly number[] | null {
  authorizeAnywhere(ctx, permissionFor(kind));
  const granted = grantedLibraries(ctx.actor, permissionFor(kind));
  return granted === 'all' ? null : granted;
}

const visibilityNow = ({ state, publishAt, expireAt }: PageRow, now: Date) =>
  state === 'approved' && publishAt !== null ? visibilityOf({ publishAt, expireAt }, now) : null;

/** Pages of a kind that somebody may write, in states, those changed last first. Needs `news.edit` (`site.edit` for pages) somewhere. */
export async function listPages(
  ctx: Ctx,
  { kind, states, limit, offset = 0 }: { kind: PageKind; states: readonly PageState[]; limit: number; offset?: number },
): Promise<{ pages: PageLine[]; more: boolean }> {
  const libraryIds = writableLibraries(ctx, kind);
  const now = ctx.clock.now();
  const rows = await selectPages(ctx.db, { kind, states, libraryIds, limit: limit + 1, offset });
  const pages = rows.slice(0, limit).map((row) => ({
    ...{ id: row.id, kind: row.kind, libraryId: row.libraryId, slug: row.slug, title: row.title, state: row.state },
    ...{ publishAt: row.publishAt, expireAt: row.expireAt, submittedBy: row.submittedBy, changedAt: row.changedAt },
    visibility: visibilityNow(row, now),
    drafted: row.draftedFrom !== null,
  }));
  return { pages, more: rows.length > limit };
}

/** How many pages of a kind stand in each state, of those that somebody may write. Needs `news.edit` (`site.edit` for pages) somewhere. */
export async function countPages(ctx: Ctx, kind: PageKind): Promise<Record<PageState, number>> {
  const counts = await countStates(ctx.db, { kind, libraryIds: writableLibraries(ctx, kind) });
  const of = (state: PageState) => counts.get(state) ?? 0;
  return { draft: of('draft'), submitted: of('submitted'), approved: of('approved'), withdrawn: of('withdrawn') };
}

/** A page as whoever writes it has it. */
export interface WrittenPage extends Omit<PageRow, 'submittedById'> {
  visibility: ReturnType<typeof visibilityNow>;
  writing: Writing;
  /** Blocks that were taken out and can be put back, the last first. */
  removed: WrittenBlock[];
  picture: Picture | null;
  /** Whoever asks is who asked for a second person. */
  ownSubmission: boolean;
}

/** A page with its words as they stand. Needs what writing it needs. Throws `site.page_not_found`, `platform.forbidden`. */
export async function getPage(ctx: Ctx, id: number): Promise<WrittenPage> {
  const { submittedById, ...page } = await writablePage(ctx, id);
  const pictures = await picturesOf(ctx.db, page.pictureId === null ? [] : [page.pictureId]);
  return {
    ...page,
    visibility: visibilityNow({ ...page, submittedById }, ctx.clock.now()),
    ownSubmission: isOwnSubmission(ctx, { submittedById, submittedBy: page.submittedBy }),
    writing: await readWriting(ctx, page.writingId),
    removed: await listRemovedBlocks(ctx, page.writingId),
    picture: (page.pictureId !== null && pictures.get(page.pictureId)) || null,
  };
}

/** The writing of a page alone, for whoever has it open. Needs what writing it needs. Throws as {@link getPage}. */
export async function getPageWriting(ctx: Ctx, id: number): Promise<{ libraryId: number | null; writing: Writing }> {
  const { libraryId, writingId } = await writablePage(ctx, id);
  return { libraryId, writing: await readWriting(ctx, writingId) };
}

/** The topics of news with both names. Needs `news.edit` somewhere. */
export async function listTopicRows(ctx: Ctx): Promise<TopicRow[]> {
  authorizeAnywhere(ctx, 'news.edit');
  return selectTopics(ctx.db);
}
