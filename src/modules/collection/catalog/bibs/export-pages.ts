import type { Ctx } from '#platform/context';
import {
  selectBibsForExport,
  selectItemsForExport,
  selectNumbersOfCopies,
  type ExportedBib,
  type ExportedItem,
  type ExportFilter,
} from '../data/export.queries.ts';
import { hasForeignItems, withoutOwnItems } from '../rules/formats/item-fields.ts';

const BATCH = 500;

/** Records of an export with their copies. */
export interface ExportPage {
  bibs: ExportedBib[];
  items: Map<number, ExportedItem[]>;
}

/** Takes out of the records what tells of copies that are here: they come from their own rows. */
async function dropOwnItems(ctx: Ctx, bibs: ExportedBib[]): Promise<void> {
  const told = bibs.filter(({ marc }) => hasForeignItems(marc));
  if (told.length === 0) return;
  const numbers = await selectNumbersOfCopies(
    ctx.db,
    told.map(({ id }) => id),
  );
  for (const bib of told) bib.marc = withoutOwnItems(bib.marc, numbers.get(bib.id) ?? new Set());
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
    if (withItems) await dropOwnItems(ctx, bibs);
    yield { bibs, items: Map.groupBy(items, (item) => item.bibId) };
  }
}
