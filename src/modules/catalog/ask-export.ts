import { z } from 'zod';
import { authorizeAnywhere } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import type { Answer, AskedKind, Heavy } from '#platform/heavy';
import type { ExportFilter } from './data/export.queries.ts';
import { exportRecords } from './export-records.ts';
import { EXPORT_FORMATS, type ExportFormat } from './rules/terms.ts';

const KIND = 'catalog.export';
const asked = z.object({
  format: z.enum(EXPORT_FORMATS),
  filter: z.object({
    material: z.string().optional(),
    libraryId: z.number().optional(),
    includeHidden: z.boolean().optional(),
    changedSince: z.coerce.date().optional(),
    ids: z.array(z.number()).optional(),
  }),
});

/** Has the worker write the records with their copies into a file. Needs `exports.run`; otherwise as {@link exportRecords}. */
export async function askExport(
  ctx: Ctx,
  heavy: Heavy,
  input: { format: ExportFormat; filter: ExportFilter },
): Promise<Answer> {
  authorizeAnywhere(ctx, 'exports.run');
  return heavy.ask(ctx, { kind: KIND, input });
}

/** The other end of {@link askExport}, in the worker. */
export const catalogExport: AskedKind = {
  kind: KIND,
  run: async (ctx, input) => exportRecords(ctx, asked.parse(input)),
};
