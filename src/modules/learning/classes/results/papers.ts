import { m } from '#i18n/messages';
import { nameLibraries, networkZone } from '#modules/ground/libraries';
import { countWords, dropWords, gainWords, listCourseResults, sureWords } from '#modules/learning/course-tests';
import type { ResultLine, ResultPaper, ResultTable } from '#modules/learning/course-tests/client';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { LEAST } from '#shared/disclosure';
import type { CityResults, ClassReport, SchoolResults } from '../client.ts';
import { listSchoolResults } from './list-schools.ts';
import { viewClassReport } from './view-report.ts';
import { viewSchoolResults } from './view-school.ts';

const HOUR = 60;
const TENTHS = 10;
/** Minutes as hours with one decimal. */
const hours = (minutes: number): number => Math.round((minutes / HOUR) * TENTHS) / TENTHS;

const note = ({ locale }: Ctx): string =>
  m.classes_results_note({ people: LEAST.people, compared: LEAST.compared }, { locale });

/** What a table says of classes: how many, their pupils, who finished, the meetings that were held. */
const figuresHead = ({ locale }: Ctx): ResultTable['columns'] =>
  [
    m.classes_results_col_pupils,
    m.classes_results_col_finished,
    m.classes_results_col_meetings,
    m.classes_results_col_hours,
  ].map((words) => ({ label: words({}, { locale }) }));
const figures = (one: { pupils: number | null; finished: number | null; meetings: number; minutes: number }) => [
  ...[one.pupils, one.finished, one.meetings, hours(one.minutes)],
];
const sumWords = (ctx: Ctx, one: SchoolResults['all']): string =>
  m.classes_results_sum(
    {
      ...{ classes: countWords(one.classes, ctx.locale), hours: countWords(hours(one.minutes), ctx.locale) },
      ...{ pupils: countWords(one.pupils, ctx.locale), finished: countWords(one.finished, ctx.locale) },
    },
    { locale: ctx.locale },
  );

async function today(ctx: Ctx): Promise<string> {
  return formatDate(localDate(ctx.clock.now(), await networkZone(ctx.db)), ctx.locale);
}

function lessonsTable({ locale }: Ctx, { lessons }: ClassReport): ResultTable {
  return {
    title: m.course_tests_sheet_lessons({}, { locale }),
    columns: [{ label: m.course_tests_col_lesson({}, { locale }) }, { label: m.course_tests_col_done({}, { locale }) }],
    rows: lessons.map(({ id, number, title, done }) => ({ id, cells: [`${String(number)}. ${title}`, done] })),
  };
}

function testTables({ locale }: Ctx, report: ClassReport): ResultTable[] {
  const told = { locale };
  return [
    {
      title: m.course_tests_sheet_gain({}, told),
      columns: [{ label: m.course_tests_col_line({}, told) }, { label: m.course_tests_col_gain({}, told), as: 'gain' }],
      rows: report.competences.map(({ id, canDo, gain }) => ({ id, cells: [canDo, gain] })),
    },
    {
      title: m.course_tests_sheet_items({}, told),
      columns: [
        { label: m.course_tests_col_item({}, told) },
        { label: m.course_tests_before({}, told), as: 'item' },
        { label: m.course_tests_after({}, told), as: 'item' },
      ],
      rows: report.items.map(({ versionId, prompt, before, after }) => ({
        id: versionId,
        cells: [prompt, before, after],
      })),
    },
  ];
}

function meetingsTable({ locale }: Ctx, { meetings }: ClassReport): ResultTable {
  const told = { locale };
  return {
    title: m.classes_results_meetings({}, told),
    columns: [
      { label: m.classes_results_col_day({}, told) },
      { label: m.classes_results_col_present({}, told) },
      { label: m.classes_results_col_away({}, told) },
    ],
    rows: meetings.map(({ id, startsAt, timeZone, present, away }) => ({
      ...{ id, cells: [formatDate(localDate(startsAt, timeZone), locale), present, away] },
    })),
  };
}

/** The report of a class in words. Needs and throws as `viewClassReport`. */
export async function classPaper(ctx: Ctx, id: number): Promise<ResultPaper & { report: ClassReport }> {
  const report = await viewClassReport(ctx, id);
  const { locale } = ctx;
  const school = (await nameLibraries(ctx))(report.libraryId).name;
  return {
    report,
    fileName: `hasil-kelas-${String(id)}`,
    title: m.classes_results_class_title({ name: report.name, course: report.course.title }, { locale }),
    about: [school, m.classes_results_year({ year: report.year }, { locale }), await today(ctx)].join(' · '),
    people: m.classes_results_people(
      {
        ...{ pupils: countWords(report.pupils, locale), came: countWords(report.came, locale) },
        finished: countWords(report.finished, locale),
      },
      { locale },
    ),
    lead: [gainWords(report.gain, locale), sureWords(report.gain, locale), ...dropWords(report, locale)].filter(
      Boolean,
    ),
    tables: [lessonsTable(ctx, report), ...testTables(ctx, report), meetingsTable(ctx, report)],
    note: note(ctx),
  };
}

/** The results of a school in words. Needs and throws as `viewSchoolResults`. */
export async function schoolPaper(
  ctx: Ctx,
  libraryId: number,
  year: string | null,
): Promise<ResultPaper & { results: SchoolResults }> {
  const results = await viewSchoolResults(ctx, libraryId, year);
  const { locale } = ctx;
  const told = { locale };
  const school = (await nameLibraries(ctx))(libraryId);
  const course = { label: m.classes_results_col_course({}, told) };
  const classes: ResultTable = {
    title: m.classes_results_classes({}, told),
    columns: [
      { label: m.classes_results_col_class({}, told) },
      course,
      ...figuresHead(ctx),
      { label: m.course_tests_col_gain({}, told), as: 'gain' },
    ],
    rows: results.classes.map((one) => ({
      id: one.id,
      cells: [one.name, one.course.title, ...figures(one), one.gain],
    })),
  };
  return {
    results,
    fileName: `hasil-sekolah-${school.code.toLowerCase()}-${results.year.replace('/', '-')}`,
    title: m.classes_results_school_title({ school: school.name }, told),
    about: [m.classes_results_year({ year: results.year }, told), await today(ctx)].join(' · '),
    people: sumWords(ctx, results.all),
    lead: results.hasClasses ? [] : [m.classes_results_own_alone({}, told)],
    tables: [
      {
        title: m.classes_results_courses({}, told),
        columns: [course, { label: m.classes_results_col_classes({}, told) }, ...figuresHead(ctx)],
        rows: results.courses.map((one) => ({
          ...{ id: one.course.id, cells: [one.course.title, one.classes, ...figures(one)] },
        })),
      },
      ...(results.hasClasses ? [classes] : []),
    ],
    note: note(ctx),
  };
}

const AT_ONCE = 100;
/** A city has so many courses and no more: what stands behind them is left out of a paper. */
const MOST_COURSES = 1000;

async function allCourses(ctx: Ctx, year: string | undefined): Promise<ResultLine[]> {
  const lines: ResultLine[] = [];
  let cursor: string | undefined;
  do {
    const { data, next } = await listCourseResults(ctx, { cursor, limit: AT_ONCE, year });
    lines.push(...data);
    cursor = next ?? undefined;
  } while (cursor !== undefined && lines.length < MOST_COURSES);
  return lines;
}

/** Schools in a table. */
async function schoolsTable(ctx: Ctx, { schools, year }: CityResults): Promise<ResultTable> {
  const told = { locale: ctx.locale };
  const named = await nameLibraries(ctx);
  return {
    title: [m.classes_results_schools({}, told), year].join(' · '),
    columns: [
      { label: m.classes_results_col_school({}, told) },
      { label: m.classes_results_col_classes({}, told) },
      ...figuresHead(ctx),
    ],
    rows: schools
      .map((one) => ({ id: one.libraryId, cells: [named(one.libraryId).name, one.classes, ...figures(one)] }))
      .toSorted((a, b) => named(a.id).name.localeCompare(named(b.id).name, 'id')),
  };
}

/** Schools that somebody sees, in words. Needs and throws as `listSchoolResults`. @param year a school year; null: the last */
export async function cityHead(ctx: Ctx, year: string | null): Promise<ResultPaper & { results: CityResults }> {
  const results = await listSchoolResults(ctx, year);
  return {
    results,
    fileName: `hasil-belajar-${results.year.replace('/', '-')}`,
    title: m.course_tests_results({}, { locale: ctx.locale }),
    about: await today(ctx),
    people: results.all ? sumWords(ctx, results.all) : '',
    lead: [],
    tables: [await schoolsTable(ctx, results)],
    note: note(ctx),
  };
}

/**
 * The same with the courses that they see. Needs and throws as {@link cityHead}.
 * @param year a school year; null: courses of all time, and schools in the last year
 */
export async function cityPaper(ctx: Ctx, year: string | null): Promise<ResultPaper> {
  const { tables, ...head } = await cityHead(ctx, year);
  const told = { locale: ctx.locale };
  const courses = await allCourses(ctx, year ?? undefined);
  return {
    ...head,
    tables: [
      ...tables,
      {
        title: [m.classes_results_courses({}, told), year ?? m.course_tests_period_all({}, told)].join(' · '),
        columns: [
          { label: m.classes_results_col_course({}, told) },
          { label: m.classes_results_col_learners({}, told) },
          { label: m.classes_results_col_finished({}, told) },
          { label: m.course_tests_col_gain({}, told), as: 'gain' },
        ],
        rows: courses.map(({ course, learners, finished, gain }) => ({
          ...{ id: course.id, cells: [course.title, learners, finished, gain] },
        })),
      },
    ],
  };
}
