import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { getLibraryByCode, nameLibraries } from '#modules/ground/libraries';
import { classPaper, schoolPaper } from '#modules/learning/classes';
import { resultRows } from '#modules/learning/course-tests';
import type { ResultPaper, ResultTable } from '#modules/learning/course-tests/client';
import type { Ctx } from '#platform/context';
import { can } from '#platform/rights/authorize';

/** A table of results for a page. @param hrefOf the page of what a line is; null: it has none */
export function tableView(
  ctx: Ctx,
  table: ResultTable,
  about: { key: string; empty: string; text?: string; hrefOf?: (id: number) => string | null },
) {
  const rows = resultRows(table, ctx.locale);
  return {
    ...{ key: about.key, title: table.title },
    columns: table.columns.map(({ label }) => label),
    rows: table.rows.map(({ id }, at) => ({ key: id, href: about.hrefOf?.(id) ?? null, cells: rows[at] ?? [] })),
    empty: { icon: 'grafik' as const, title: about.empty, text: about.text ?? null, level: 3 as const },
  };
}
export type TableView = ReturnType<typeof tableView>;

interface Around {
  path: string;
  /** What the address asks for, as `?tahun=…`. */
  asked: string;
  links: { href: string; label: string }[];
  years: { href: string; label: string; isShown: boolean }[];
}

/** What stands above tables of results. */
export function paperView(paper: Omit<ResultPaper, 'tables' | 'fileName'>, { path, asked, links, years }: Around) {
  const { title, about, people, lead, note } = paper;
  return {
    ...{ title, about, people, lead, note, years },
    links: links.map(({ href, label }) => ({ href: localizeHref(href), label })),
    hrefs: {
      table: `${localizeHref(`${path}/tabel.xlsx`)}${asked}`,
      paper: `${localizeHref(`${path}/hasil.pdf`)}${asked}`,
    },
  };
}
export type PaperView = ReturnType<typeof paperView>;

/** `?tahun=2026/2027`, as an address has it. */
export const yearQuery = (year: string): string => `?tahun=${encodeURIComponent(year)}`;

/** A school year that an address asks for; null: none that is one. */
export function yearIn({ searchParams }: URL): string | null {
  const year = searchParams.get('tahun') ?? '';
  return /^\d{4}\/\d{4}$/.test(year) ? year : null;
}

/** Years to choose from. */
export const yearTabs = (path: string, years: readonly string[], shown: string): Around['years'] =>
  years.map((year) => ({ href: `${localizeHref(path)}${yearQuery(year)}`, label: year, isShown: year === shown }));

const schoolPath = (code: string): string => `/staf/belajar/hasil/sekolah/${code}`;

/** The page of a school's results. */
export async function schoolHref(ctx: Ctx): Promise<(libraryId: number) => string> {
  const named = await nameLibraries(ctx);
  return (libraryId) => schoolPath(named(libraryId).code);
}

/** The report of a class for its page. */
export async function classReportView(ctx: Ctx, id: number) {
  const { report, ...paper } = await classPaper(ctx, id);
  const path = `/staf/belajar/kelas/${String(id)}/hasil`;
  const reads = (['reports.read', 'courses.manage'] as const).some((one) => can(ctx.actor, one, report.libraryId));
  const school = (await schoolHref(ctx))(report.libraryId);
  const [lessons, gain, items, meetings] = paper.tables;
  const shown = [
    { table: lessons, key: 'pelajaran', empty: m.classes_results_lessons_none() },
    { table: gain, key: 'peningkatan', empty: m.classes_results_tests_none() },
    { table: items, key: 'butir', empty: m.classes_results_tests_none() },
    { table: meetings, key: 'pertemuan', empty: m.classes_results_meetings_none() },
  ];
  return {
    ...paperView(paper, {
      ...{ path, asked: '', years: [] },
      links: [
        ...(report.teaches ? [{ href: `/staf/belajar/kelas/${String(id)}`, label: m.classes_results_to_class() }] : []),
        ...(reads ? [{ href: school, label: m.classes_results_to_school() }] : []),
      ],
    }),
    tables: shown.flatMap(({ table, ...about }) => (table ? [tableView(ctx, table, about)] : [])),
  };
}

/** The results of a school for its page. @param code of its library */
export async function schoolResultsView(ctx: Ctx, code: string, year: string | null) {
  const { id } = await getLibraryByCode(ctx, code);
  const { results, ...paper } = await schoolPaper(ctx, id, year);
  const path = schoolPath(code);
  const [courses, classes] = paper.tables;
  const none = { empty: m.classes_results_classes_none(), text: m.classes_results_classes_none_text() };
  const classHref = (classId: number) => `/staf/belajar/kelas/${String(classId)}/hasil`;
  return {
    ...paperView(paper, {
      ...{ path, asked: yearQuery(results.year), years: yearTabs(path, results.years, results.year) },
      links: [{ href: '/staf/belajar/hasil', label: m.course_tests_results() }],
    }),
    tables: [
      ...(courses ? [tableView(ctx, courses, { key: 'kursus', ...none })] : []),
      ...(classes ? [tableView(ctx, classes, { key: 'kelas', ...none, hrefOf: classHref })] : []),
    ],
  };
}
