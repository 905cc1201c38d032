/** What the library of the sample city promises, what people said of it, and the last review: `promises.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { COMPONENTS } from '../../src/modules/city/promises/client.ts';
import { savePledge, saveRemark, saveReview, saveStandard } from '../../src/modules/city/promises/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addDays, type LocalDate } from '../../src/shared/dates.ts';

const schema = z.object({
  note: z.string(),
  /** The oldest first; the last one holds. */
  pledges: z.array(z.object({ text: z.string(), textEn: z.string(), daysAgo: z.int() })),
  signature: z.object({ signedBy: z.string(), signedOffice: z.string(), signedPlace: z.string() }),
  standards: z.array(
    z.object({
      name: z.string(),
      nameEn: z.string(),
      promise: z.string(),
      promiseEn: z.string(),
      measure: z.string().nullable(),
      measureLimit: z.int().nullable(),
      target: z.int().nullable(),
      note: z.string(),
      noteEn: z.string(),
      /** What was promised in the edition before, where there was one. */
      older: z.string().nullable(),
      parts: z.record(z.enum(COMPONENTS), z.string()),
    }),
  ),
  remarks: z.array(
    z.object({ text: z.string(), about: z.string().nullable(), daysAgo: z.int(), answer: z.string() }),
  ),
  review: z.object({ daysAgo: z.int(), summary: z.string() }),
});
const DAY = 86_400_000;

/** After all that is measured. */
export async function loadPromises(trx: Tx, ctx: Ctx, today: LocalDate): Promise<void> {
  const { pledges, signature, standards, remarks, review } = schema.parse(
    JSON.parse(readFileSync(new URL('promises.json', import.meta.url), 'utf8')),
  );
  const ago = (days: number): Date => new Date(ctx.clock.now().getTime() - days * DAY);
  const signed = (days: number) => ({ ...signature, signedOn: addDays(today, -days) });
  for (const [i, { daysAgo, ...pledge }] of pledges.entries()) {
    const next = pledges[i + 1];
    await savePledge(trx, ctx, { pledge, signature: signed(daysAgo), replacedAt: next ? ago(next.daysAgo) : null });
  }
  const held = pledges.at(-1)?.daysAgo ?? 0;
  const ids = new Map<string, number>();
  for (const { note, noteEn, older, ...standard } of standards) {
    const before = { standard: { ...standard, promise: older ?? '' }, signature: signed(700), replacedAt: ago(held) };
    const now = { standard, signature: signed(held), replacedAt: null };
    const id = await saveStandard(trx, ctx, {
      editions: [...(older === null ? [] : [before]), now],
      note: { note, noteEn },
    });
    ids.set(standard.name, id);
  }
  for (const { text, about, daysAgo, answer } of remarks) {
    const standardId = about === null ? null : (ids.get(about) ?? null);
    await saveRemark(trx, ctx, { text, standardId, at: ago(daysAgo), answer });
  }
  await saveReview(trx, ctx, { heldOn: addDays(today, -review.daysAgo), summary: review.summary });
}
