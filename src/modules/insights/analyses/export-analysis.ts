import type { HeavyFile } from '#platform/background/heavy';
import type { Ctx } from '#platform/context';
import { tableFile, type TableFormat } from '#platform/papers/table-file';
import { m } from '#i18n/messages';
import { networkZone } from '#modules/ground/libraries';
import { formatDate, formatInstant } from '#shared/dates';
import type { Cell } from './analysis.ts';
import type { AnalysisQuery } from './schema.ts';
import { viewAnalysis, type Analysis } from './view-analysis.ts';

/**
 * An analysis as a file for spreadsheets: its tables one below the other, then what it is and where it comes from. The worker writes it
 * (ask-analysis-table.ts). Needs what {@link viewAnalysis} needs.
 */
export async function exportAnalysis(ctx: Ctx, query: AnalysisQuery, format: TableFormat): Promise<HeavyFile> {
  const analysis = await viewAnalysis(ctx, query);
  const zone = await networkZone(ctx.db);
  return tableFile(`telaah-${query.key}-${query.from}-${query.to}`, format, linesOf(ctx, analysis, zone));
}

type Line = readonly (string | number)[];

function linesOf({ locale }: Ctx, analysis: Analysis, zone: string): Line[] {
  const said = { locale };
  const cells = (line: readonly Cell[]): Line => line.map((cell) => cell ?? '');
  const made = formatInstant(analysis.madeAt, zone, locale);
  const time = analysis.isOfNow
    ? m.analyses_now({ at: made }, said)
    : m.reports_days({ from: formatDate(analysis.from, locale), to: formatDate(analysis.to, locale) }, said);
  return [
    [m.analyses_file_what({}, said), analysis.title],
    [m.analyses_file_where({}, said), analysis.library ?? m.reports_all_yours({}, said)],
    [m.analyses_file_days({}, said), time],
    [m.analyses_file_made({}, said), made],
    [analysis.finding ?? m.analyses_nothing({}, said)],
    ...analysis.tables.flatMap((table): Line[] => [
      [],
      [table.title],
      table.columns.map(({ label }) => label),
      ...table.rows.map((row) => cells(row.cells)),
      ...(table.total ? [cells(table.total)] : []),
    ]),
    [],
    ...analysis.notes.map((note) => [note]),
  ];
}
