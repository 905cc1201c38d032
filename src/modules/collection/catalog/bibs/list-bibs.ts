import { z } from 'zod';
import { authorizeAnywhere, canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { normaliseIsbn } from '#shared/isbn';
import { normaliseIssn } from '#shared/issn';
import { foldedKey } from '#shared/text/fold';
import { selectBibSummaries, type BibFilter, type BibSummary } from '../data/bibs.queries.ts';
import { selectItemByBarcode } from '../data/items.queries.ts';

export interface ListBibsInput {
  cursor?: string | undefined;
  /** 1-200 */
  limit?: number | undefined;
  /** An ISBN, a barcode, an ISSN, or words that must all be in title, author or year. */
  q?: string | undefined;
  material?: string | undefined;
  libraryId?: number | undefined;
  /** Only hidden, only visible; both where it is left out. */
  hidden?: boolean | undefined;
  /** Only deleted ones; needs `catalog.read`. */
  deleted?: boolean | undefined;
  newestFirst?: boolean | undefined;
}

/**
 * Records by order of entry, in pages. Everyone sees what the public catalogue shows; hidden and deleted ones are for those
 * who hold `catalog.read`.
 */
export async function listBibs(ctx: Ctx, input: ListBibsInput): Promise<{ data: BibSummary[]; next: string | null }> {
  const mayAll = canAnywhere(ctx.actor, 'catalog.read');
  if (input.deleted || input.hidden) authorizeAnywhere(ctx, 'catalog.read');
  const cursor = decodeCursor(input.cursor, z.tuple([z.number().int()]));
  const filter: BibFilter = { limit: input.limit ?? 50, deleted: input.deleted ?? false };
  const hidden = mayAll ? input.hidden : false;
  if (hidden !== undefined) filter.hidden = hidden;
  if (input.material) filter.material = input.material;
  if (input.libraryId) filter.libraryId = input.libraryId;
  if (cursor) filter[input.newestFirst ? 'beforeId' : 'afterId'] = cursor[0];
  Object.assign(filter, await lookUp(ctx, input.q?.trim() ?? ''));
  const rows = await selectBibSummaries(ctx.db, filter, input.newestFirst);
  return toPage(rows, filter.limit, (row) => [row.id]);
}

async function lookUp(ctx: Ctx, q: string): Promise<Pick<BibFilter, 'isbn' | 'issn' | 'barcode' | 'words'>> {
  if (q === '') return {};
  const isbn = normaliseIsbn(q);
  if (isbn !== null && /^[\d\sXx-]+$/.test(q)) return { isbn };
  if (!/\s/.test(q) && (await selectItemByBarcode(ctx.db, q))) return { barcode: q };
  const issn = /^\d{4}-?\d{3}[\dXx]$/.test(q) ? normaliseIssn(q) : null;
  if (issn !== null) return { issn };
  return { words: foldedKey(q).split(' ') };
}
