import { selectBibTitles } from '#modules/collection/catalog';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { authorize, authorizeAnywhere, seenLibraries } from '#platform/rights/authorize';
import type { CollectionState, EditedCollection, EditedRecord } from './client.ts';
import { countStates, findCollection, selectOfState, type CollectionRow } from './data/collections.queries.ts';
import { selectRecords } from './data/records.queries.ts';
import { collectionErrors } from './errors.ts';
import { findByRule } from './find-by-rule.ts';
import { edge } from './view-collections.ts';

const edited = ({ rests: _, ...row }: CollectionRow): EditedCollection => row;

/**
 * Collections of a state that an actor may change, changed last first, with how many records were chosen for each. Needs `collections.edit`;
 * who has it at some libraries sees theirs.
 */
export async function listEditedCollections(
  ctx: Ctx,
  { state, cursor, limit }: { state: CollectionState; cursor?: string | undefined; limit: number },
): Promise<{ data: (EditedCollection & { chosen: number })[]; next: string | null }> {
  const libraryIds = seenLibraries(ctx, 'collections.edit', undefined);
  const from = decodeCursor(cursor, edge);
  const after = from && { changedAt: new Date(from[0]), id: from[1] };
  const rows = await selectOfState(ctx.db, { state, libraryIds, after, limit });
  const { data, next } = toPage(rows, limit, (row) => [row.changedAt.toISOString(), row.id]);
  return { data: data.map(({ chosen, ...row }) => ({ ...edited(row), chosen })), next };
}

/** How many of them stand in each state. Needs `collections.edit`. */
export async function countEditedCollections(ctx: Ctx): Promise<Record<CollectionState, number>> {
  const counts = await countStates(ctx.db, seenLibraries(ctx, 'collections.edit', undefined));
  return {
    draft: counts.get('draft') ?? 0,
    published: counts.get('published') ?? 0,
    withdrawn: counts.get('withdrawn') ?? 0,
  };
}

/**
 * One collection with its records: those that were chosen, or what its rule finds now, and how many that are in all. Needs `collections.edit`
 * there. Throws `collections.not_found`.
 */
export async function getCollection(
  ctx: Ctx,
  id: number,
): Promise<EditedCollection & { records: EditedRecord[]; total: number }> {
  authorizeAnywhere(ctx, 'collections.edit');
  const row = await findCollection(ctx.db, id);
  if (!row) throw collectionErrors.notFound();
  authorize(ctx, 'collections.edit', row.libraryId);
  const { rule, libraryId } = row;
  if (rule !== null) {
    const { cards, total } = await findByRule(ctx, { rule, libraryId });
    const records = cards.map(({ id: bibId, title, authors }) => ({
      ...{ bibId, title, author: authors[0] ?? null },
      ...{ found: true, sentence: '', sentenceEn: '' },
    }));
    return { ...edited(row), records, total };
  }
  const chosen = await selectRecords(ctx.db, [id]);
  const titles = await selectBibTitles(
    ctx.db,
    chosen.map(({ bibId }) => bibId),
  );
  const known = new Map(titles.map((title) => [title.id, title]));
  const records = chosen.map(({ bibId, title, sentence, sentenceEn }) => {
    const now = known.get(bibId);
    return {
      bibId,
      title: now?.title ?? title,
      author: now?.author ?? null,
      found: now !== undefined,
      sentence,
      sentenceEn,
    };
  });
  return { ...edited(row), records, total: records.length };
}
