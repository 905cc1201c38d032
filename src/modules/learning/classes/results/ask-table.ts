import { z } from 'zod';
import { getLibrary } from '#modules/ground/libraries';
import { resultPdf } from '#modules/learning/course-tests';
import type { ResultPaper } from '#modules/learning/course-tests/client';
import type { Answer, Heavy } from '#platform/background/heavy';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { id } from '#platform/requests/bounds';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere, canAnywhere } from '#platform/rights/authorize';
import { askerAt } from './asker.ts';
import { cityPaper, classPaper, schoolPaper } from './papers.ts';
import { reportedClass } from './reported-class.ts';

export const RESULTS_TABLE = 'classes.results';
/** A school year, as an address or the API asks for it. */
export const yearAsked = z.string().regex(/^\d{4}\/\d{4}$/);
const year = yearAsked.nullable();
export const resultsAsked = z.discriminatedUnion('of', [
  z.object({ of: z.literal('class'), id }),
  z.object({ of: z.literal('school'), id, year }),
  z.object({ of: z.literal('city'), year }),
]);
export type AskedResults = z.output<typeof resultsAsked>;

/** The report of a class, of a school, or of all that somebody sees. */
export async function paperOf(ctx: Ctx, asked: AskedResults): Promise<ResultPaper> {
  if (asked.of === 'class') return classPaper(ctx, asked.id);
  return asked.of === 'school' ? schoolPaper(ctx, asked.id, asked.year) : cityPaper(ctx, asked.year);
}

async function mustSee(ctx: Ctx, asked: AskedResults): Promise<void> {
  if (asked.of === 'class') await reportedClass(ctx, asked.id);
  else if (asked.of === 'school') {
    askerAt(ctx, asked.id);
    await getLibrary(ctx, asked.id);
  } else if (!canAnywhere(ctx.actor, 'courses.manage')) authorizeAnywhere(ctx, 'reports.read');
}

/**
 * Has the worker write the results of a class, a school or all that somebody sees as a workbook. Throws as `viewClassReport`, `viewSchoolResults` and
 * `listSchoolResults`.
 */
export async function askResults(ctx: Ctx, heavy: Heavy, input: z.input<typeof resultsAsked>): Promise<Answer> {
  const asked = parseInput(resultsAsked, input);
  await mustSee(ctx, asked);
  return heavy.ask(ctx, { kind: RESULTS_TABLE, input: asked });
}

/** The same results as a document. Throws as {@link askResults}, `platform.pdf_unavailable`. */
export async function resultsPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  input: z.input<typeof resultsAsked>,
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  return resultPdf(ctx, config, await paperOf(ctx, parseInput(resultsAsked, input)));
}
