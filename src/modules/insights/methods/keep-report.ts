import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { PackShown } from './client.ts';
import { findReport, insertReport, selectReports, type KeptReport } from './data/reports.queries.ts';
import { methodErrors } from './errors.ts';
import { EVIDENCE, SOURCES } from './rules/pack.ts';
import { viewPack } from './view-packs.ts';

/**
 * Keeps the figures of a pack as they are now, with every value that is in them: the report that was handed in stays as it was, whatever is corrected
 * later and whichever method comes after it. Needs `reports.submit` network-wide. Throws `methods.days_without_word`.
 * @param about.withoutWords keep it though nobody wrote what happened on days that are far from their usual; it then says how many
 * @returns its id
 */
export async function keepReport(
  ctx: Ctx,
  { withoutWords = false, ...about }: { pack: string; year: number; withoutWords?: boolean },
): Promise<number> {
  authorize(ctx, 'reports.submit', null);
  authorize(ctx, 'reports.read', null);
  const result = await viewPack(ctx, about);
  const count = result.daysWithoutWord ?? 0;
  if (count > 0 && !withoutWords) throw methodErrors.daysWithoutWord({ count });
  const now = ctx.clock.now();
  return ctx.db.transaction().execute(async (trx) => {
    const id = await insertReport(trx, {
      pack: result.key,
      year: result.year,
      result,
      keptBy: actorName(ctx.actor),
      keptAt: now,
    });
    await recordAudit(trx, ctx, {
      action: 'national_report.kept',
      entity: 'national_report',
      entityId: String(id),
      libraryId: null,
      after: {
        ...{ pack: result.key, year: result.year, value: result.main?.value ?? null },
        daysWithoutWord: count,
      },
    });
    return id;
  });
}

/** The reports of a pack and a year that were kept, the newest first. Needs `reports.read` network-wide. */
export async function listReports(
  ctx: Ctx,
  about: { pack: string; year: number },
): Promise<Omit<KeptReport, 'result'>[]> {
  authorize(ctx, 'reports.read', null);
  return selectReports(ctx.db, about);
}

/** A report as it was kept. Needs `reports.read` network-wide. Throws `methods.report_not_found`. */
export async function viewReport(ctx: Ctx, id: number): Promise<PackShown & { keptBy: string; keptAt: Date }> {
  authorize(ctx, 'reports.read', null);
  const found = await findReport(ctx.db, id);
  if (!found) throw methodErrors.reportNotFound();
  return { ...kept.parse(found.result), keptBy: found.keptBy, keptAt: found.keptAt };
}

const words = z.object({ id: z.string(), en: z.string() });
const text = z.string().nullable();
const library = z.object({ id: z.number(), code: z.string(), name: z.string(), timeZone: z.string() }).nullable();
const told = {
  value: text,
  band: words.nullable(),
  state: z.enum(['complete', 'partial', 'missing', 'undivided']),
};
/** What is kept of a report: what was shown. */
const kept: z.ZodType<PackShown> = z.object({
  ...{
    key: z.string(),
    family: z.string(),
    name: words,
    version: z.string(),
    validFrom: z.number(),
    inForce: z.boolean(),
  },
  source: z.object({ title: words, evidence: z.enum(EVIDENCE), note: words }),
  outside: words,
  state: z.object({ kind: z.enum(['complete', 'lacks', 'constants', 'empty']), count: z.number() }),
  main: z.object({ ...told, name: words, unit: words }).nullable(),
  ...{ year: z.number(), at: z.string(), daysWithoutWord: z.number().nullable().default(null) },
  figures: z.array(
    z.object({
      ...told,
      ...{ code: z.string(), name: words, unit: words, says: words, main: z.boolean(), library },
      without: z.array(z.string()),
      missing: z.array(z.object({ input: words, library: text })),
    }),
  ),
  inputs: z.array(
    z.object({
      ...{ code: z.string(), name: words, unit: words, note: words, from: z.enum(SOURCES), library },
      ...{ evidence: z.enum(EVIDENCE).nullable(), optional: z.boolean(), value: text, source: text, until: text },
      way: z.enum(['measured', 'staff', 'link', 'fixed']).nullable(),
      ...{ year: z.number().nullable(), enteredBy: text, enteredAt: text, beside: text, ask: z.array(z.string()) },
    }),
  ),
});
