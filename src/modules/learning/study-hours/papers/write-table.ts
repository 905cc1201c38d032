import type { z } from 'zod';
import { m } from '#i18n/messages';
import type { HeavyFile } from '#platform/background/heavy';
import type { Ctx } from '#platform/context';
import { tableFile, type Cell } from '#platform/papers/table-file';
import { staffYears } from '../figures/staff-years.ts';
import { viewYear } from '../own/view-year.ts';
import type { tableAsked } from './ask-table.ts';
import { SOURCE_WORDS, WHY_WORDS } from './words.ts';

/** The table that `askStudyHoursTable` asks for; throws as `viewYear` and `staffYears`. */
export async function writeTable(ctx: Ctx, asked: z.output<typeof tableAsked>): Promise<HeavyFile> {
  const { libraryId, year, format } = asked;
  const told = { locale: ctx.locale };
  if (libraryId === null) {
    const { lines, total } = await viewYear(ctx, year);
    const head = [
      m.study_hours_col_day({}, told),
      m.study_hours_col_title({}, told),
      m.study_hours_col_by({}, told),
      m.study_hours_col_source({}, told),
      m.study_hours_col_number({}, told),
      m.study_hours_col_jp({}, told),
      m.study_hours_col_counts({}, told),
      m.study_hours_col_why({}, told),
    ];
    const rows = lines.map((line): Cell[] => [
      ...[line.on, line.title, line.by, SOURCE_WORDS[line.source]({}, told), line.number],
      ...[line.jp, line.counts, line.why ? WHY_WORDS[line.why]({}, told) : ''],
    ]);
    return tableFile(`jp-${year}`, format, [
      head,
      ...rows,
      ['', m.study_hours_total({}, told), '', '', '', '', total, ''],
    ]);
  }
  const { staff } = await staffYears(ctx, { libraryId, year });
  const head = [
    m.study_hours_col_name({}, told),
    m.study_hours_from_courses({}, told),
    m.study_hours_from_workshops({}, told),
    m.study_hours_from_own({}, told),
    m.study_hours_total({}, told),
  ];
  const rows = staff.map((one): Cell[] => [one.name, one.fromCourses, one.fromWorkshops, one.fromOwn, one.total]);
  return tableFile(`jp-petugas-${year}`, format, [head, ...rows]);
}
