/** Values that people enter for national forms, as if they had: `figures.json`. Some are left open, so that pages show what is missing. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { savePopulation, saveValue } from '../../src/modules/insights/methods/testing.ts';
import { saveTarget } from '../../src/modules/insights/targets/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import type { LocalDate } from '../../src/shared/dates.ts';

const schema = z.object({
  note: z.string(),
  source: z.string(),
  population: z.array(z.object({ kelurahan: z.string(), kecamatan: z.string(), people: z.int() })),
  values: z.array(z.object({ library: z.string().nullable(), input: z.string(), value: z.string() })),
  targets: z.array(z.object({ library: z.string().nullable(), kind: z.string(), goal: z.int() })),
});

/** Residents of last year, values and targets of this year. */
export async function loadFigures(
  trx: Tx,
  ctx: Ctx,
  { today, libraryIdOf }: { today: LocalDate; libraryIdOf: (code: string) => number },
): Promise<void> {
  const { source, population, values, targets } = schema.parse(
    JSON.parse(readFileSync(new URL('figures.json', import.meta.url), 'utf8')),
  );
  const year = Number(today.slice(0, 4));
  for (const row of population) await savePopulation(trx, ctx, { ...row, source, year: year - 1 });
  for (const { library, input, value } of values) {
    const place = { pack: '', input, libraryId: library === null ? null : libraryIdOf(library), year };
    await saveValue(trx, ctx, place, { value, source, enteredBy: 'Petugas contoh', way: 'staff' });
  }
  for (const { library, kind, goal } of targets)
    await saveTarget(trx, ctx, { year, kind, goal, libraryId: library === null ? null : libraryIdOf(library) });
}
