import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { deriveBib } from '#shared/marc/derive';
import { writeIso2709 } from '#shared/marc/iso2709/iso2709-write';
import { selectLongBibIds, type ExportedBib, type ExportFilter } from '../data/export.queries.ts';
import { exportPages, type ExportPage } from './export-pages.ts';
import { withItemFields } from '../rules/formats/item-fields.ts';

export interface LeftOut {
  id: number;
  title: string;
}

/** A record with its copies in ISO 2709. */
export const isoOf = (bib: ExportedBib, items: ExportPage['items']) =>
  writeIso2709(withItemFields(bib.marc, items.get(bib.id) ?? []));

/**
 * Records that ISO 2709 cannot hold with their copies: longer than 99,999 bytes, or with a field longer than 9,999. MARCXML holds
 * them. Needs `exports.run`.
 */
export async function listTooLongForMarc(ctx: Ctx, filter: ExportFilter = {}): Promise<LeftOut[]> {
  authorizeAnywhere(ctx, 'exports.run');
  const ids = await selectLongBibIds(ctx.db, filter);
  const leftOut: LeftOut[] = [];
  if (ids.length === 0) return leftOut;
  for await (const { bibs, items } of exportPages(ctx, { ...filter, ids }, true)) {
    for (const bib of bibs) {
      if (!isoOf(bib, items).ok) leftOut.push({ id: bib.id, title: deriveBib(bib.marc).title });
    }
  }
  return leftOut;
}
