import { viewClassOutcome, viewClassReport } from '#modules/learning/classes';
import { dropWords, gainWords, sureWords } from '#modules/learning/course-tests';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';

/** What came of a class by the tests of its course, in words, for its teachers; `tests` null: nobody handed one in. */
export async function classResults(ctx: Ctx, classId: number) {
  const pupils = await viewClassOutcome(ctx, classId);
  const report = await viewClassReport(ctx, classId);
  const path = localizeHref(`/staf/belajar/kelas/${String(classId)}/hasil`);
  return {
    hrefs: { page: path, table: `${path}/tabel.xlsx`, paper: `${path}/hasil.pdf` },
    tests:
      pupils.length === 0
        ? null
        : {
            gain: gainWords(report.gain, ctx.locale),
            sure: sureWords(report.gain, ctx.locale),
            drops: dropWords(report, ctx.locale),
            lines: report.competences.flatMap(({ id, canDo, gain }) =>
              gain ? [{ id, canDo, words: gainWords(gain, ctx.locale), sure: sureWords(gain, ctx.locale) }] : [],
            ),
            pupils: pupils.map(({ id, name, part, notYet }) => ({
              ...{ id, name },
              after: part === 'before' ? m.course_tests_pupil_before() : m.course_tests_pupil_after(),
              words:
                notYet.length === 0
                  ? m.course_tests_pupil_all()
                  : m.course_tests_pupil_not_yet({ lines: notYet.join('; ') }),
            })),
          },
  };
}
export type ClassResultsView = Awaited<ReturnType<typeof classResults>>;
