import type { Ctx } from '#platform/context';
import { BYTE_ORDER_MARK, csvText } from '#shared/csv-cell';
import { reportHead, reportLine } from './report-line.ts';
import { listSaid } from './view-runs.ts';

const AT_ONCE = 1000;

/**
 * The report of a migration as CSV (UTF-8 with byte order mark, so that a spreadsheet reads it right), piece by piece, with the columns of the
 * command line. Needs what {@link listSaid} needs; refuses before the first piece.
 */
export async function* exportReport(ctx: Ctx, runId: number): AsyncGenerator<string> {
  let afterId = 0;
  let isFirst = true;
  for (;;) {
    const lines = await listSaid(ctx, runId, { about: 'all', afterId, limit: AT_ONCE });
    if (isFirst) yield BYTE_ORDER_MARK + csvText([reportHead(ctx.locale)]);
    isFirst = false;
    if (lines.length > 0) yield csvText(lines.map((one) => reportLine(one, ctx.locale)));
    const last = lines.at(-1);
    if (!last) return;
    afterId = last.id;
  }
}
