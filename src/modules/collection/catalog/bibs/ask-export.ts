import { z } from 'zod';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Answer, Heavy } from '#platform/background/heavy';
import type { ExportFilter } from '../data/export.queries.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../rules/terms.ts';

export const CATALOG_EXPORT = 'catalog.export';
export const exportAsked = z.object({
  format: z.enum(EXPORT_FORMATS),
  filter: z.object({
    material: z.string().optional(),
    libraryId: z.number().optional(),
    includeHidden: z.boolean().optional(),
    changedSince: z.coerce.date().optional(),
    ids: z.array(z.number()).optional(),
  }),
});

/**
 * Has the worker write the records with their copies into a file. Needs `exports.run`. Refuses
 * `catalog.export_too_long_for_xlsx`.
 */
export async function askExport(
  ctx: Ctx,
  heavy: Heavy,
  input: { format: ExportFormat; filter: ExportFilter },
): Promise<Answer> {
  authorizeAnywhere(ctx, 'exports.run');
  return heavy.ask(ctx, { kind: CATALOG_EXPORT, input });
}
