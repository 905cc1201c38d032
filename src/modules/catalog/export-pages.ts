import type { Ctx } from '#platform/context';
import {
  selectBibsForExport,
  selectItemsForExport,
  type ExportedBib,
  type ExportedItem,
  type ExportFilter,
} from './data/export.queries.ts';

const BATCH = 500;

/** Records of an export with their copies. */
export interface ExportPage {
  bibs: ExportedBib[];
  items: Map<number, ExportedItem[]>;
}

/** The records of an export, some hundred at a time, so that memory stays flat. */
export async function* exportPages(ctx: Ctx, filter: ExportFilter, withItems: boolean): AsyncGenerator<ExportPage> {
  let afterId = 0;
  for (;;) {
    const bibs = await selectBibsForExport(ctx.db, filter, afterId, BATCH);
    const last = bibs.at(-1);
    if (!last) return;
    afterId = last.id;
    const items = withItems
      ? await selectItemsForExport(
          ctx.db,
          bibs.map((bib) => bib.id),
          filter.libraryId,
        )
      : [];
    yield { bibs, items: Map.groupBy(items, (item) => item.bibId) };
  }
}
