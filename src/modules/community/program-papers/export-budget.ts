import type { Ctx } from '#platform/context';
import { csvText } from '#shared/csv-cell';
import { m } from '#i18n/messages';
import { getPaper } from './view-paper.ts';

/** The budget lines as a table for other programs, amounts in whole rupiah. Needs `programs.manage` at the programme's library. */
export async function budgetCsv(ctx: Ctx, programId: number): Promise<{ fileName: string; body: string }> {
  const { program, paper } = await getPaper(ctx, programId);
  const said = { locale: ctx.locale };
  const head = [
    m.papers_budget_code({}, said),
    m.papers_budget_label({}, said),
    m.papers_budget_planned({}, said),
    m.papers_budget_actual({}, said),
  ];
  const rows = paper.budget.map(({ accountCode, label, planned, actual }) => [
    accountCode,
    label,
    planned,
    actual ?? '',
  ]);
  return { fileName: `anggaran-${program.slug}.csv`, body: csvText([head, ...rows]) };
}
