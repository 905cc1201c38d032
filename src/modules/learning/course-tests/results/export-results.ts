import type { HeavyFile } from '#platform/background/heavy';
import type { Ctx } from '#platform/context';
import { workbook } from '#platform/papers/table-file';
import { m } from '#i18n/messages';
import { gainCells, gainHead, itemCells, itemHead, type Cell } from './result-cells.ts';
import { countWords, periodWords } from './result-words.ts';
import { viewCourseResults } from './view-results.ts';

/**
 * The results of a course as a workbook of three sheets; what may not be told is an empty cell. The worker writes it (ask-results-table.ts).
 * Needs and throws as {@link viewCourseResults}.
 */
export async function exportResults(ctx: Ctx, courseId: number, period: string | null): Promise<HeavyFile> {
  const results = await viewCourseResults(ctx, courseId, period);
  const told = { locale: ctx.locale };
  const part = { before: m.course_tests_before({}, told), after: m.course_tests_after({}, told) };
  return workbook(`hasil-kursus-${courseId}`, [
    {
      name: m.course_tests_sheet_gain({}, told),
      head: [m.course_tests_col_line({}, told), ...gainHead(ctx.locale)],
      rows: [
        [m.course_tests_all_lines({}, told), ...gainCells(results.gain)],
        ...results.competences.map(({ canDo, gain }): Cell[] => [canDo, ...gainCells(gain)]),
        [],
        [
          m.course_tests_col_period({}, told),
          results.period === null ? m.course_tests_period_all({}, told) : periodWords(results.period, ctx.locale),
        ],
        [m.course_tests_only_before({ count: countWords(results.onlyBefore, ctx.locale) }, told)],
        [m.course_tests_only_after({ count: countWords(results.onlyAfter, ctx.locale) }, told)],
      ],
    },
    {
      name: m.course_tests_sheet_items({}, told),
      head: [
        m.course_tests_col_item({}, told),
        m.course_tests_col_line({}, told),
        m.course_tests_col_version({}, told),
        ...[part.before, part.after].flatMap((name) => itemHead(name, ctx.locale)),
      ],
      rows: results.items.map((item): Cell[] => [
        ...[item.prompt, item.canDo, item.number],
        ...itemCells(item.before),
        ...itemCells(item.after),
      ]),
    },
    {
      name: m.course_tests_sheet_lessons({}, told),
      head: [m.course_tests_col_lesson({}, told), m.course_tests_col_done({}, told)],
      rows: results.lessons.map(({ title, done }): Cell[] => [title, done]),
    },
  ]);
}
