import { nameLibraries } from '#modules/ground/libraries';
import { cityHead } from '#modules/learning/classes';
import {
  countWords,
  dropWords,
  gainWords,
  itemWords,
  listCourseResults,
  periodWords,
  sureWords,
  viewCourseResults,
} from '#modules/learning/course-tests';
import type { ResultLine, ToldGain } from '#modules/learning/course-tests/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { can } from '#platform/rights/authorize';
import { paperView, schoolHref, tableView, yearQuery, yearTabs } from '../results/paper-view.server.ts';

const LIST = '/staf/belajar/hasil';

const gainView = (gain: ToldGain | null, locale: Ctx['locale']) => ({
  words: gainWords(gain, locale),
  sure: sureWords(gain, locale),
});

/** What came of a course, in words. @param period a half of a year, as the address asks for it */
export async function resultsView(ctx: Ctx, courseId: number, period: string | null) {
  const { locale } = ctx;
  const results = await viewCourseResults(ctx, courseId, period);
  const mayWrite = can(ctx.actor, 'courses.manage', results.course.libraryId);
  const path = localizeHref(`/staf/belajar/${String(courseId)}/hasil`);
  const own = results.period === null ? '' : `?masa=${results.period}`;
  const told = results.period === null ? m.course_tests_period_all() : periodWords(results.period, locale);
  return {
    title: m.course_tests_results_title({ title: results.course.title }),
    people: m.course_tests_people({
      learners: countWords(results.learners, locale),
      finished: countWords(results.finished, locale),
    }),
    period: told,
    periods: [
      { key: '', href: path, label: m.course_tests_period_all(), isShown: results.period === null },
      ...results.periods.map((key) => ({
        ...{ key, href: `${path}?masa=${key}`, label: periodWords(key, locale) },
        isShown: key === results.period,
      })),
    ],
    gain: gainView(results.gain, locale),
    drops: results.period === null ? dropWords(results, locale) : [],
    competences: results.competences.map(({ id, canDo, gain }) => ({ id, canDo, ...gainView(gain, locale) })),
    items: results.items.map((item) => ({
      ...{ id: item.versionId, prompt: item.prompt, canDo: item.canDo },
      number: item.number === 1 ? null : m.course_tests_item_version({ number: item.number }),
      before: itemWords(item.before, locale),
      after: itemWords(item.after, locale),
    })),
    lessons: results.lessons.map(({ id, number, title, done }) => ({
      ...{ id, number, title },
      done: countWords(done, locale),
    })),
    hrefs: {
      // who reads reports alone comes near neither the course as it is written nor its test
      course: mayWrite ? localizeHref(`/staf/belajar/${String(courseId)}`) : null,
      test: mayWrite ? localizeHref(`/staf/belajar/${String(courseId)}/tes`) : null,
      list: localizeHref(LIST),
      table: `${path}/tabel.xlsx${own}`,
      paper: `${path}/hasil.pdf${own}`,
    },
  };
}

const ON_A_PAGE = 30;

/** What came of courses, library by library, and of the classes of schools. @param asked.year a school year; null: courses of all time */
export async function resultList(ctx: Ctx, { cursor, year }: { cursor: string | undefined; year: string | null }) {
  const { data, next } = await listCourseResults(ctx, { cursor, limit: ON_A_PAGE, year: year ?? undefined });
  const { results, tables, ...paper } = await cityHead(ctx, year);
  const nameOf = await nameLibraries(ctx);
  const line = ({ course, learners, finished, gain }: ResultLine) => ({
    ...{ id: course.id, title: course.title, href: localizeHref(`/staf/belajar/${String(course.id)}/hasil`) },
    people: m.course_tests_people({
      learners: countWords(learners, ctx.locale),
      finished: countWords(finished, ctx.locale),
    }),
    gain: gainView(gain, ctx.locale),
  });
  const groups = Map.groupBy(data, ({ course }) => course.libraryId);
  const asked = year === null ? '' : yearQuery(year);
  const after = `${asked}${asked === '' ? '?' : '&'}sesudah=`;
  const [schools] = tables;
  return {
    view: paperView(paper, {
      ...{ path: LIST, asked, links: [] },
      years: [
        { href: localizeHref(LIST), label: m.course_tests_period_all(), isShown: year === null },
        ...yearTabs(LIST, results.years, year ?? ''),
      ],
    }),
    tables: schools
      ? [
          tableView(ctx, schools, {
            ...{ key: 'sekolah', empty: m.classes_results_classes_none(), text: m.classes_results_classes_none_text() },
            hrefOf: await schoolHref(ctx),
          }),
        ]
      : [],
    groups: [...groups].map(([libraryId, lines]) => ({
      key: libraryId ?? 0,
      name: libraryId === null ? m.site_whole_network() : nameOf(libraryId).name,
      lines: lines.map(line),
    })),
    courses: [m.classes_results_courses(), year ?? m.course_tests_period_all()].join(' · '),
    next: next === null ? null : `${localizeHref(LIST)}${after}${encodeURIComponent(next)}`,
    first: cursor === undefined ? null : `${localizeHref(LIST)}${asked}`,
  };
}
