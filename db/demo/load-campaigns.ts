/** Campaigns of the sample city, with what came of the posters that bear their words: `campaigns.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { MEASURES } from '../../src/modules/city/campaigns/client.ts';
import { savePastCampaign, type ThingInput } from '../../src/modules/city/campaigns/testing.ts';
import { viewCollection } from '../../src/modules/city/collections/index.ts';
import { getProgram } from '../../src/modules/community/programs/index.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addDays, type LocalDate } from '../../src/shared/dates.ts';

const schema = z.object({
  note: z.string(),
  campaigns: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      /** null: of the whole network. */
      library: z.string().nullable(),
      goal: z.string(),
      measure: z.enum(MEASURES),
      target: z.int(),
      audience: z.string(),
      fromInDays: z.int(),
      untilInDays: z.int(),
      budget: z.int(),
      state: z.enum(['approved', 'reported']),
      submittedDaysAgo: z.int(),
      approvedDaysAgo: z.int(),
      report: z.object({ daysAgo: z.int(), worked: z.string(), nextTime: z.string() }).nullable(),
      programs: z.array(z.string()),
      collections: z.array(z.string()),
      records: z.array(z.string()),
      costs: z.array(
        z.object({ daysAgo: z.int(), what: z.string(), amount: z.int(), reach: z.int().nullable() }),
      ),
    }),
  ),
});
type Sample = z.output<typeof schema>['campaigns'][number];

const DAY = 86_400_000;

/** What a campaign promotes, by the names that the sample gives it. */
async function thingsOf(
  ctx: Ctx,
  { programs, collections, records }: Sample,
  bibs: ReadonlyMap<string, number>,
): Promise<ThingInput[]> {
  const things: ThingInput[] = [];
  for (const slug of programs) things.push({ kind: 'program', thingId: (await getProgram(ctx, slug)).id });
  for (const slug of collections) things.push({ kind: 'collection', thingId: (await viewCollection(ctx, slug)).id });
  for (const title of records) things.push({ kind: 'record', thingId: bibs.get(title) ?? 0 });
  return things;
}

/** After programmes, collections and posters. @param about.bibs by title; `planner` and `head` by name: who submits and who approves */
export async function loadCampaigns(
  trx: Tx,
  ctx: Ctx,
  {
    today,
    bibs,
    planner,
    head,
    libraryIdOf,
  }: {
    today: LocalDate;
    bibs: ReadonlyMap<string, number>;
    planner: string;
    head: string;
    libraryIdOf: (code: string) => number;
  },
): Promise<void> {
  const { campaigns } = schema.parse(JSON.parse(readFileSync(new URL('campaigns.json', import.meta.url), 'utf8')));
  const ago = (days: number): Date => new Date(ctx.clock.now().getTime() - days * DAY);
  for (const sample of campaigns) {
    const { code, name, library, goal, measure, target, audience, budget, state, report, costs } = sample;
    await savePastCampaign(trx, ctx, {
      libraryId: library === null ? null : libraryIdOf(library),
      state,
      campaign: {
        ...{ code, name, goal, measure, target, audience, budget },
        fromOn: addDays(today, sample.fromInDays),
        untilOn: addDays(today, sample.untilInDays),
      },
      submitted: { by: planner, at: ago(sample.submittedDaysAgo) },
      approved: { by: head, at: ago(sample.approvedDaysAgo) },
      report: report && {
        ...{ worked: report.worked, nextTime: report.nextTime },
        ...{ by: planner, at: ago(report.daysAgo) },
      },
      things: await thingsOf({ ...ctx, db: trx }, sample, bibs),
      costs: costs.map(({ daysAgo, ...cost }) => ({ ...cost, onDay: addDays(today, -daysAgo) })),
    });
  }
}
