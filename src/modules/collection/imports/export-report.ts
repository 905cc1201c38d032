import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import type { RowOutcome } from './client.ts';
import { listImportRows } from './list-imports.ts';
import { BYTE_ORDER_MARK, csvText } from '#shared/csv-cell';
import type { RowFilter } from './schema.ts';

const AT_ONCE = 1000;

const outcomeWord = (outcome: RowOutcome, locale: Ctx['locale']): string =>
  ({
    updated: m.imports_outcome_updated,
    skipped: m.imports_outcome_skipped,
    failed: m.imports_outcome_failed,
    warning: m.imports_outcome_warning,
  })[outcome]({}, { locale });

/**
 * A run's report as CSV (UTF-8 with byte order mark, so that Excel reads it right), piece by piece. Needs `imports.run`; refuses
 * `imports.run_not_found` before the first piece.
 * @param origin where the network is reached: a line leads to its record
 */
export async function* exportReport(
  ctx: Ctx,
  runId: number,
  outcome: RowFilter,
  origin: string,
): AsyncGenerator<string> {
  const options = { locale: ctx.locale };
  const head = [
    m.imports_column_file({}, options),
    m.imports_column_row({}, options),
    m.imports_column_label({}, options),
    m.imports_column_outcome({}, options),
    m.imports_column_reason({}, options),
    m.imports_column_code({}, options),
    m.imports_column_bib({}, options),
    m.imports_column_address({}, options),
  ];
  let afterId = 0;
  let isFirst = true;
  for (;;) {
    const rows = await listImportRows(ctx, runId, { outcome, afterId, limit: AT_ONCE });
    const lines = rows.map((row) => [
      row.file,
      row.rowNumber,
      row.label,
      outcomeWord(row.outcome, ctx.locale),
      row.message,
      row.code,
      row.bibId,
      row.bibId === null ? null : `${origin}/katalog/${row.bibId}`,
    ]);
    if (isFirst) yield BYTE_ORDER_MARK + csvText([head]);
    isFirst = false;
    if (lines.length > 0) yield csvText(lines);
    const last = rows.at(-1);
    if (!last) return;
    afterId = last.id;
  }
}
