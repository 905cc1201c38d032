import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { day } from '#platform/requests/bounds';
import { isoInstant } from '#platform/requests/http';
import { libraryName, libraryRef, nameLibraries, resolveLibrary, type LibraryRef } from '#modules/ground/libraries';
import type { makeReport, Report } from './make-report.ts';
import { COMPARISONS } from './rules/compared-period.ts';

export const tags = ['reports'];
export const read = { may: 'reports.read' } as const;
export const libraryNamed = libraryName.nullable().describe('null: all that may be seen');
const period = z.object({ from: z.string(), to: z.string() });
export const listed = z.object({ key: z.string(), title: z.string(), kind: z.string(), by: z.string() });
export const days = {
  from: day,
  to: day,
  compare: z.enum(COMPARISONS).default('none'),
  library: libraryRef.optional().describe('left out: all that may be seen'),
  within: z.string().regex(/^\d$/).optional().describe('titles of one main class; with by=bib only'),
};
export const reportSchema = z.object({
  kind: z.string(),
  label: z.string(),
  byLabel: z.string(),
  unit: z.enum(['acts', 'people', 'copies', 'rupiah', 'minutes']),
  without: z.string().nullable().describe('who or what is not in it; null: all are'),
  since: z.string().nullable().describe('the first day with data; null: none yet'),
  through: z.string().nullable().describe('counted through this day'),
  countedAt: isoInstant.nullable(),
  period: period.nullable().describe('what is counted; of people the whole months in the time, null where none is'),
  before: period.nullable(),
  withoutBefore: z.boolean().describe('a comparison was asked for, with a time of which there are no data'),
  library: libraryNamed,
  rows: z.array(
    z.object({
      key: z.string().nullable().describe('null: all others, and whoever is not known'),
      label: z.string(),
      n: z.number(),
      was: z.number().nullable(),
      change: z.number().nullable().describe('whole percent'),
    }),
  ),
  total: z.number().nullable(),
  totalBefore: z.number().nullable(),
  totalChange: z.number().nullable(),
  corrected: z.array(z.object({ day: z.string(), was: z.number(), became: z.number() })),
});

type Query = Parameters<typeof makeReport>[1];
export type Asked = Omit<Query, 'library'> & { library?: LibraryRef | undefined };

/** What is asked, its library by its code. */
export async function queryOf(ctx: Ctx, { library, ...query }: Asked): Promise<Query> {
  return library === undefined ? query : { ...query, library: (await resolveLibrary(ctx, library)).code };
}

/** A report with its library named as everywhere in the API. */
export async function shown(ctx: Ctx, report: Report) {
  const code = report.query.library;
  return { ...report, library: code === undefined ? null : (await nameLibraries(ctx))(code) };
}
