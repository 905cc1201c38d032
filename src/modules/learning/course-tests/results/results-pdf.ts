import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { networkZone } from '#modules/ground/libraries';
import { renderPdf } from '#platform/papers/pdf';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { countWords, dropWords, gainWords, itemWords, periodWords, sureWords } from './result-words.ts';
import { viewCourseResults } from './view-results.ts';

/** The results of a course as a document. Needs and throws as {@link viewCourseResults}, `platform.pdf_unavailable`. */
export async function courseResultsPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  courseId: number,
  period: string | null,
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const { locale } = ctx;
  const told = { locale };
  const results = await viewCourseResults(ctx, courseId, period);
  const now = ctx.clock.now();
  const data = {
    title: m.course_tests_results_title({ title: results.course.title }, told),
    about: [
      results.period === null ? m.course_tests_period_all({}, told) : periodWords(results.period, locale),
      formatDate(localDate(now, await networkZone(ctx.db)), locale),
    ].join(' · '),
    people: m.course_tests_people(
      { learners: countWords(results.learners, locale), finished: countWords(results.finished, locale) },
      told,
    ),
    gain: [gainWords(results.gain, locale), sureWords(results.gain, locale), ...dropWords(results, locale)].filter(
      Boolean,
    ),
    note: m.course_tests_results_note({}, told),
    tables: [
      {
        title: m.course_tests_sheet_gain({}, told),
        head: [m.course_tests_col_line({}, told), m.course_tests_col_gain({}, told)],
        rows: results.competences.map(({ canDo, gain }) => [
          canDo,
          [gainWords(gain, locale), sureWords(gain, locale)].filter(Boolean).join(' '),
        ]),
      },
      {
        title: m.course_tests_sheet_items({}, told),
        head: [m.course_tests_col_item({}, told), m.course_tests_before({}, told), m.course_tests_after({}, told)],
        rows: results.items.map(({ prompt, before, after }) => [
          prompt,
          itemWords(before, locale),
          itemWords(after, locale),
        ]),
      },
      {
        title: m.course_tests_sheet_lessons({}, told),
        head: [m.course_tests_col_lesson({}, told), m.course_tests_col_done({}, told)],
        rows: results.lessons.map(({ number, title, done }) => [`${number}. ${title}`, countWords(done, locale)]),
      },
    ],
  };
  const body = await renderPdf(config, 'modules/learning/course-tests/templates/results.typ', data, {
    createdAt: now,
    locale,
  });
  return { fileName: `hasil-kursus-${courseId}.pdf`, body };
}
