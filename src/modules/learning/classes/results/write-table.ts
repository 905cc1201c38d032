import { resultSheets } from '#modules/learning/course-tests';
import type { HeavyFile } from '#platform/background/heavy';
import type { Ctx } from '#platform/context';
import { workbook } from '#platform/papers/table-file';
import { paperOf, type AskedResults } from './ask-table.ts';

/** The workbook that `askResults` asks for, which the worker writes. Throws as that. */
export async function writeResults(ctx: Ctx, asked: AskedResults): Promise<HeavyFile> {
  const paper = await paperOf(ctx, asked);
  return workbook(paper.fileName, resultSheets(paper, ctx.locale));
}
