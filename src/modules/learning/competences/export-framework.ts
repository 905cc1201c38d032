import type { Ctx } from '#platform/context';
import { BYTE_ORDER_MARK, csvText } from '#shared/csv-cell';
import { getFramework } from './list-frameworks.ts';
import { phasesCell, TABLE_COLUMNS } from './rules/table.ts';

/**
 * The lines of a framework as a table (CSV, UTF-8 with byte order mark), as {@link importFramework} reads one. Anybody may have one that is
 * offered. Throws `competences.not_found`.
 */
export async function exportFramework(ctx: Ctx, id: number): Promise<{ fileName: string; body: string }> {
  const { code, competences } = await getFramework(ctx, id);
  const codes = new Map(competences.map((line) => [line.id, line.code]));
  const rows = competences.map((line) => [
    line.code,
    line.parentId === null ? '' : (codes.get(line.parentId) ?? ''),
    line.name,
    line.nameEn,
    line.canDo,
    line.canDoEn,
    line.level,
    phasesCell(line.phases),
    line.tiers.join(' '),
  ]);
  return { fileName: `kemampuan-${code}.csv`, body: BYTE_ORDER_MARK + csvText([[...TABLE_COLUMNS], ...rows]) };
}
