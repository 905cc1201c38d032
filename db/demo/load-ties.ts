/** What the partners of the sample city do together with it: `ties.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { TIE_PARTS } from '../../src/modules/city/partners/client.ts';
import { saveNamedTie } from '../../src/modules/city/partners/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addDays, type LocalDate } from '../../src/shared/dates.ts';

const schema = z.object({
  note: z.string(),
  ties: z.array(
    z.object({
      partner: z.string(),
      /** A title; null: it is a course. */
      program: z.string().nullable(),
      /** Its address; null: it is a programme. */
      course: z.string().nullable(),
      part: z.enum(TIE_PARTS),
      sinceDaysAgo: z.int().nullable(),
    }),
  ),
});

/** After partners, programmes and courses. */
export async function loadTies(trx: Tx, ctx: Ctx, today: LocalDate): Promise<void> {
  const { ties } = schema.parse(JSON.parse(readFileSync(new URL('ties.json', import.meta.url), 'utf8')));
  for (const { sinceDaysAgo, ...tie } of ties)
    await saveNamedTie(trx, ctx, { ...tie, since: sinceDaysAgo === null ? null : addDays(today, -sinceDaysAgo) });
}
